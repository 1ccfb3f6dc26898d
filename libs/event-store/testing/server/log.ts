import { EventEmitter } from 'node:events';

/** An event as it comes in. */
export type Proposed = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** An event as it is stored. `created` is in milliseconds since 1970. */
export type Logged = Proposed & {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly created: number;
};

/** The revision that marks the end of a tombstoned stream, and the `$tb` of one that was deleted softly. */
export const MAX_REVISION = 2n ** 63n - 1n;

export const metastreamOf = (stream: string): string => `$$${stream}`;

/** Everything that was ever written, in order. Positions grow by the size of an event, so that not every number is one. */
export class Log {
  readonly all: Logged[] = [];
  private readonly streams = new Map<string, Logged[]>();
  private readonly written = new EventEmitter().setMaxListeners(0);
  private end = 64n;

  /** All events of a stream, hidden ones too. */
  of(stream: string): readonly Logged[] {
    return this.streams.get(stream) ?? [];
  }

  /** The revision of the last event; `null` for a stream that never had one. */
  revisionOf(stream: string): bigint | null {
    return this.of(stream).at(-1)?.revision ?? null;
  }

  isTombstoned(stream: string): boolean {
    const original = stream.startsWith('$$') ? stream.slice(2) : stream;
    return this.revisionOf(original) === MAX_REVISION;
  }

  /** Writes events of one append; gives them as they are stored. `revision` is for the mark of a tombstone. */
  write(stream: string, events: readonly Proposed[], revision?: bigint): Logged[] {
    const stored = this.streams.get(stream) ?? [];
    this.streams.set(stream, stored);
    const placed = events.map((event) => {
      const logged = {
        ...event,
        id: event.id.toLowerCase(),
        stream,
        revision: revision ?? BigInt(stored.length),
        position: this.end,
        created: Date.now(),
      };
      this.end += BigInt(128 + event.data.length + event.metadata.length);
      stored.push(logged);
      this.all.push(logged);
      return logged;
    });
    this.written.emit('written');
    return placed;
  }

  /** Where in `all` the first event behind (`commit`, `prepare`) is. Commit and prepare of an event are its position. */
  indexBehind(commit: bigint, prepare: bigint): number {
    let [from, to] = [0, this.all.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { position } = this.all[middle]!;
      if (position > commit || (position === commit && position > prepare)) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  onWritten(listener: () => void): () => void {
    this.written.on('written', listener);
    return () => this.written.off('written', listener);
  }
}
