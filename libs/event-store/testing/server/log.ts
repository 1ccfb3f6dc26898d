import { EventEmitter } from 'node:events';

/** An event as a client appends it. */
export type ProposedEvent = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** An event as it is stored. `created` is in milliseconds since 1970. */
export type LoggedEvent = ProposedEvent & {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly created: number;
};

/** The revision that marks the end of a tombstoned stream, and the `$tb` of one that was deleted softly. */
export const MAX_REVISION = 2n ** 63n - 1n;

/** The stream that holds the metadata of this one. */
export const metastreamOf = (stream: string): string => `$$${stream}`;

/** All events ever written, in order. Positions grow by the size of an event, so not every number is a position. */
export class Log {
  readonly all: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly written = new EventEmitter().setMaxListeners(0);
  private end = 64n;

  /** All events of a stream, hidden ones too. */
  of(stream: string): readonly LoggedEvent[] {
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

  /** Writes the events of one append and gives them as stored. `revision` is given only for a tombstone event. */
  write(stream: string, events: readonly ProposedEvent[], revision?: bigint): LoggedEvent[] {
    const stored = this.streams.get(stream) ?? [];
    this.streams.set(stream, stored);
    const logged = events.map((proposed) => {
      const event = {
        ...proposed,
        id: proposed.id.toLowerCase(),
        stream,
        revision: revision ?? BigInt(stored.length),
        position: this.end,
        created: Date.now(),
      };
      this.end += BigInt(128 + event.data.length + event.metadata.length);
      stored.push(event);
      this.all.push(event);
      return event;
    });
    this.written.emit('written');
    return logged;
  }

  /** The index in `all` of the first event after (`commit`, `prepare`). Commit and prepare of an event are its position. */
  indexAfter(commit: bigint, prepare: bigint): number {
    let [from, to] = [0, this.all.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { position } = this.all[middle]!;
      if (position > commit || (position === commit && position > prepare)) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  /** Calls the listener after each write. Gives the function that removes it. */
  onWritten(listener: () => void): () => void {
    this.written.on('written', listener);
    return () => this.written.off('written', listener);
  }
}
