import { type EventStore, EventUnreadable, unreadable } from '@app/event-store';
import { NO_STREAM, type Position, type Recorded, type StreamDefinition } from '@app/kernel';
import { LRUCache } from 'lru-cache';
import { estimatedBytes } from './estimated-bytes';
import type { Snapshots } from './snapshots';

/** A stream as it was read: its state, and the revision and position of its last event (`null`: it has none). */
export type LoadedStream = {
  readonly state: unknown;
  readonly revision: number;
  readonly position: Position | null;
  /** Identifies the last event. */
  readonly lastEvent: string;
  /** The revision of the newest snapshot, as far as this process knows. */
  readonly snapshotRevision: number;
  /** At most about so many bytes of memory; and how many they were when they were last counted. */
  readonly bytes: number;
  readonly countedBytes: number;
};
/** The states, by the names that the decision gives them, and what was read, by the names of the streams. */
export type LoadedStates = {
  readonly states: Readonly<Record<string, unknown>>;
  readonly loaded: ReadonlyMap<string, LoadedStream>;
};
/** What a command has appended to a stream, and the state right after it. */
export type WrittenEvents = { readonly events: readonly Recorded[]; readonly state: unknown };

type Stream = StreamDefinition<unknown>;

/** The most events in a page. Only a stream of as many is worth a look for a snapshot. */
const PAGE = 500;
/** Events in the first page of a read: how large they are is not known before. */
const FIRST_PAGE = 20;
/** A page is at most so many times as long as the one before. */
const PAGE_GROWTH = 3;
/** How many bytes the events of a page may take in memory, as far as those of the page before tell. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** A snapshot is made when so many events were folded since the last one. */
const SNAPSHOT_EVERY = 500;
/** Events in a page when the latest ones are searched. */
const BACKWARDS_PAGE = 100;
/** What an event may add to a state, and a stream to the cache, beside the event's data and the stream's state, in bytes. */
const OVERHEAD = 500;
/** The number of streams of which an earlier state is kept. */
const EARLIER_STREAMS = 10;

const emptyStream = (stream: Stream): LoadedStream => ({
  state: stream.initial(),
  revision: NO_STREAM,
  position: null,
  lastEvent: '',
  snapshotRevision: NO_STREAM,
  bytes: 0,
  countedBytes: 0,
});

/**
 * Identifies an event. The id alone does not: a command that was sent again after a backup was restored may have appended
 * the same id behind other events.
 */
const identityOf = ({ id, position, at }: Recorded): string => `${id} ${position} ${at}`;

/**
 * Folds streams. Caches states, up to `cacheBytes` by `estimatedBytes`, but every load reads on to the end of the stream, so
 * that no state is stale. A stream that is not cached is read from its snapshot on, if it is long and has one.
 */
export class StreamReader {
  private readonly cache: LRUCache<string, LoadedStream>;
  /** Earlier states that repeats asked for: a repeated bulk command asks for one after the other. */
  private readonly earlier = new LRUCache<string, LoadedStream>({ max: EARLIER_STREAMS });
  private readonly firstReads = new Map<string, Promise<LoadedStream>>();

  constructor(
    private readonly events: EventStore,
    cacheBytes: number,
    private readonly snapshots: Snapshots | null,
  ) {
    this.cache = new LRUCache({ maxSize: cacheBytes, sizeCalculation: ({ bytes }) => OVERHEAD + bytes });
  }

  /**
   * Reads these streams concurrently, each once. Throws `EventStoreUnavailable`, and `EventUnreadable` for a stream with an
   * event that cannot be read.
   */
  async load(streams: Readonly<Record<string, Stream>>): Promise<LoadedStates> {
    const named = new Map<string, Stream>();
    for (const stream of Object.values(streams)) if (stream.name !== null) named.set(stream.name, stream);
    const loaded = new Map<string, LoadedStream>();
    await Promise.all(
      [...named].map(async ([name, stream]) => {
        loaded.set(name, await this.loadOne(name, stream));
      }),
    );
    const states = Object.entries(streams).map(([key, { name, initial }]) => [
      key,
      name === null ? initial() : loaded.get(name)!.state,
    ]);
    return { states: Object.fromEntries(states) as Record<string, unknown>, loaded };
  }

  /**
   * The append of at least `count` events that came behind `before`: more, if the same command was faster in another
   * process and decided on more. Throws like `load`.
   */
  async readBack(stream: Stream, before: LoadedStream, count: number): Promise<WrittenEvents> {
    const read = (limit: number) => this.events.readStream(stream.name!, { from: before.revision + 1, limit });
    const appended = await read(count);
    const of = appended[0]?.metadata.of ?? 0;
    const events = of > count ? await read(of) : appended;
    const { state } = this.keep(stream, fold(stream, before, events));
    return { events, state };
  }

  /**
   * What a command has appended to a stream; `null`: nothing. `latest`: the stream as it was loaded. `claimedAt`: the
   * position of the command's claim, behind which its events are: only what came since is searched, from the end on.
   */
  async writtenBy(
    commandId: string,
    stream: Stream,
    latest: LoadedStream,
    claimedAt: Position,
  ): Promise<WrittenEvents | null> {
    const events = await this.eventsOf(commandId, stream.name!, latest.revision, claimedAt);
    const last = events.at(-1);
    if (!last) return null;
    return { events, state: last.revision === latest.revision ? latest.state : await this.stateAt(stream, last) };
  }

  /** Of several loads at once of a stream that is not cached, one reads it all; the others read what came since then. */
  private async loadOne(name: string, stream: Stream): Promise<LoadedStream> {
    const known = this.cache.get(name) ?? this.firstReads.get(name);
    if (known) {
      const from = await known;
      return this.keep(stream, await this.readOn(stream, from));
    }
    const reading = this.readOn(stream, emptyStream(stream)).finally(() => this.firstReads.delete(name));
    this.firstReads.set(name, reading);
    return this.keep(stream, await reading);
  }

  /**
   * Folds the events behind `from`, up to the end of the stream or this revision, and keeps none of them. One page is in memory
   * at a time, and is as long as the size of the events allows.
   */
  private async readOn(stream: Stream, from: LoadedStream, until = Infinity): Promise<LoadedStream> {
    let loaded = from;
    let mayHaveSnapshot = from.revision === NO_STREAM;
    for (let size = FIRST_PAGE; ;) {
      const toSnapshot = mayHaveSnapshot ? PAGE - 1 - loaded.revision : Infinity;
      const limit = Math.min(size, toSnapshot, until - loaded.revision);
      if (limit === 0) return loaded;
      const page = await this.events.readStream(stream.name!, { from: loaded.revision + 1, limit });
      const read = fold(stream, loaded, page);
      size = Math.ceil(Math.min(PAGE, PAGE_GROWTH * size, (PAGE_BYTES * page.length) / (read.bytes - loaded.bytes)));
      loaded = read;
      if (page.length < limit) return loaded;
      if (limit < toSnapshot) continue;
      mayHaveSnapshot = false;
      loaded = (await this.fromSnapshot(stream, loaded.revision, until)) ?? loaded;
    }
  }

  /** The stream as a snapshot of it says; `null`: there is none within these revisions, or the stream has another past. */
  private async fromSnapshot(stream: Stream, after: number, until: number): Promise<LoadedStream | null> {
    const snapshot = await this.snapshots?.find(stream);
    if (!snapshot || snapshot.revision <= after || snapshot.revision > until) return null;
    const { state, revision, event: lastEvent } = snapshot;
    const [event] = await this.events.readStream(stream.name!, { from: revision, limit: 1 });
    if (!event || identityOf(event) !== lastEvent) return null;
    const bytes = estimatedBytes(state);
    return {
      state,
      revision,
      position: event.position,
      lastEvent,
      snapshotRevision: revision,
      bytes,
      countedBytes: bytes,
    };
  }

  /** Caches what was read, unless more of the stream is cached, and makes a snapshot when it is time. */
  private keep(stream: Stream, read: LoadedStream): LoadedStream {
    const name = stream.name!;
    const cached = this.cache.get(name);
    if (read.revision <= (cached?.revision ?? NO_STREAM)) return cached?.revision === read.revision ? cached : read;
    const { state, revision, lastEvent: event, snapshotRevision, bytes, countedBytes } = read;
    const isDue = revision - snapshotRevision >= SNAPSHOT_EVERY;
    const isSaved = isDue && this.snapshots?.save(stream, { state, revision, event }) === true;
    const counted = bytes > 2 * countedBytes + OVERHEAD ? estimatedBytes(state) : null; // seldom: takes time by the size
    const kept = {
      ...read,
      ...(isSaved && { snapshotRevision: revision }),
      ...(counted !== null && { bytes: counted, countedBytes: counted }),
    };
    this.cache.set(name, kept);
    return kept;
  }

  private async eventsOf(commandId: string, name: string, latest: number, claimedAt: Position): Promise<Recorded[]> {
    const own: Recorded[] = [];
    for (let from = latest; from > NO_STREAM; from -= BACKWARDS_PAGE) {
      const page = await this.events.readStream(name, { direction: 'backwards', from, limit: BACKWARDS_PAGE });
      for (const event of page) {
        if (event.position < claimedAt) return own;
        if (event.metadata.commandId !== commandId) continue;
        own.unshift(event);
        if (event.metadata.part === 1) return own; // a command appends to a stream once
      }
    }
    return own;
  }

  private async stateAt(stream: Stream, { revision }: Recorded): Promise<unknown> {
    const name = stream.name!;
    const known = this.earlier.get(name);
    const from = known && known.revision <= revision ? known : emptyStream(stream);
    const loaded = await this.readOn(stream, from, revision);
    this.earlier.set(name, loaded);
    return loaded.state;
  }
}

/** A stream with further events folded in. */
function fold(stream: Stream, from: LoadedStream, events: readonly Recorded[]): LoadedStream {
  const last = events.at(-1);
  if (!last) return from;
  let { state, bytes } = from;
  for (const event of events) {
    if (!stream.eventTypes.has(event.type)) throw new EventUnreadable(unreadable(event, 'UNKNOWN_TYPE'));
    state = stream.evolve(state, event);
    bytes += OVERHEAD + estimatedBytes(event.data);
  }
  return { ...from, state, bytes, revision: last.revision, position: last.position, lastEvent: identityOf(last) };
}
