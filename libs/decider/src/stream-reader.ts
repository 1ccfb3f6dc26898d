import { type EventStore, EventUnreadable, unreadable } from '@app/event-store';
import { NO_STREAM, type Position, type Recorded, type StreamDefinition } from '@app/kernel';
import { LRUCache } from 'lru-cache';

/** A stream as it was read: its state, and the revision and position of its last event (`null`: it has none). */
export type LoadedStream = { readonly state: unknown; readonly revision: number; readonly position: Position | null };
/** The states, by the names that the decision gives them, and what was read, by the names of the streams. */
export type LoadedStates = {
  readonly states: Readonly<Record<string, unknown>>;
  readonly loaded: ReadonlyMap<string, LoadedStream>;
};

const PAGE = 1000; // events
const emptyStream = (stream: StreamDefinition<unknown>): LoadedStream => ({
  state: stream.initial(),
  revision: NO_STREAM,
  position: null,
});

/** Folds streams. Caches states, but every load reads on to the end of the stream, so that no state is stale. */
export class StreamReader {
  private readonly cache: LRUCache<string, LoadedStream>;

  constructor(
    private readonly events: EventStore,
    cachedStreams: number,
  ) {
    this.cache = new LRUCache({ max: cachedStreams });
  }

  /**
   * Reads these streams concurrently, each once. Throws `EventStoreUnavailable`, and `EventUnreadable` for a stream with an
   * event that cannot be read.
   */
  async load(streams: Readonly<Record<string, StreamDefinition<unknown>>>): Promise<LoadedStates> {
    const named = new Map<string, StreamDefinition<unknown>>();
    for (const stream of Object.values(streams)) if (stream.name !== null) named.set(stream.name, stream);
    const loaded = new Map<string, LoadedStream>();
    await Promise.all(
      [...named].map(async ([name, stream]) => {
        loaded.set(name, (await this.readFrom(stream, this.cache.get(name) ?? emptyStream(stream))).loaded);
      }),
    );
    const states = Object.entries(streams).map(([key, { name, initial }]) => [
      key,
      name === null ? initial() : loaded.get(name)!.state,
    ]);
    return { states: Object.fromEntries(states) as Record<string, unknown>, loaded };
  }

  /** The events after `from`, and the stream with them folded in. Throws like `load`. */
  async readFrom(stream: StreamDefinition<unknown>, from: LoadedStream) {
    const name = stream.name!;
    let loaded = from;
    const events: Recorded[] = [];
    for (;;) {
      const page = await this.events.readStream(name, { from: loaded.revision + 1, limit: PAGE });
      for (const event of page) {
        if (!stream.eventTypes.has(event.type)) throw new EventUnreadable(unreadable(event, 'UNKNOWN_TYPE'));
        loaded = { state: stream.evolve(loaded.state, event), revision: event.revision, position: event.position };
      }
      events.push(...page);
      if (page.length < PAGE) break;
    }
    const cached = this.cache.get(name);
    if (loaded.revision !== NO_STREAM && (!cached || cached.revision < loaded.revision)) this.cache.set(name, loaded);
    return { loaded, events };
  }

  /** The events that a command has appended to a stream, and the state right after them; `null`: there are none. */
  async writtenBy(commandId: string, stream: StreamDefinition<unknown>) {
    if (stream.name === null) return null;
    const all = (await this.readFrom(stream, emptyStream(stream))).events;
    const events = all.filter((event) => event.metadata.commandId === commandId);
    const last = events.at(-1);
    if (!last) return null;
    const until = all.slice(0, all.indexOf(last) + 1);
    const state = until.reduce((folded, event) => stream.evolve(folded, event), stream.initial());
    return { state, events, position: last.position };
  }
}
