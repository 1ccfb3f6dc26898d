import { type EventStore, EventStoreUnavailable } from '@app/event-store';
import { NO_STREAM, type Position, type Recorded } from '@app/kernel';
import { LRUCache } from 'lru-cache';
import type { StreamDefinition } from '@app/kernel';

/** A stream as it was read: its state, and up to where. `position` is `null` for a stream without events. */
export type LoadedStream = { readonly state: unknown; readonly revision: number; readonly position: Position | null };
/** States by the names that the decision gives them, and what was read of each stream, by the stream's own name. */
export type LoadedStates = {
  readonly states: Readonly<Record<string, unknown>>;
  readonly loaded: ReadonlyMap<string, LoadedStream>;
};

const PAGE = 1000;
const nothingRead = (stream: StreamDefinition<unknown>): LoadedStream => ({
  state: stream.initial(),
  revision: NO_STREAM,
  position: null,
});

/** Folds streams. Folded states are cached, but every load goes on to the end of the stream, so none is stale. */
export class StreamReader {
  private readonly cache: LRUCache<string, LoadedStream>;

  constructor(
    private readonly events: EventStore,
    cachedStreams: number,
  ) {
    this.cache = new LRUCache({ max: cachedStreams });
  }

  /** Reads all of these at once; one that is named twice once. Throws `EventStoreUnavailable` for events of a newer build. */
  async load(streams: Readonly<Record<string, StreamDefinition<unknown>>>): Promise<LoadedStates> {
    const named = new Map<string, StreamDefinition<unknown>>();
    for (const stream of Object.values(streams)) if (stream.name !== null) named.set(stream.name, stream);
    const loaded = new Map<string, LoadedStream>();
    await Promise.all(
      [...named].map(async ([name, stream]) => {
        loaded.set(name, (await this.readFrom(stream, this.cache.get(name) ?? nothingRead(stream))).loaded);
      }),
    );
    const states = Object.entries(streams).map(([key, { name, initial }]) => [
      key,
      name === null ? initial() : loaded.get(name)!.state,
    ]);
    return { states: Object.fromEntries(states) as Record<string, unknown>, loaded };
  }

  /** The events after `from`, and the stream with them folded in. */
  async readFrom(stream: StreamDefinition<unknown>, from: LoadedStream) {
    const name = stream.name!;
    let loaded = from;
    const events: Recorded[] = [];
    for (;;) {
      const page = await this.events.readStream(name, { from: loaded.revision + 1, limit: PAGE });
      for (const event of page) {
        if (!stream.knows.has(event.type))
          throw new EventStoreUnavailable(`a stream holds ${event.type}, which this build does not know`);
        loaded = { state: stream.evolve(loaded.state, event), revision: event.revision, position: event.position };
      }
      events.push(...page);
      if (page.length < PAGE) break;
    }
    const cached = this.cache.get(name);
    if (loaded.revision !== NO_STREAM && (!cached || cached.revision < loaded.revision)) this.cache.set(name, loaded);
    return { loaded, events };
  }

  /** What a command has written to a stream, and the state right behind it; `null` when it is not in there. */
  async writtenBy(commandId: string, stream: StreamDefinition<unknown>) {
    if (stream.name === null) return null;
    const all = (await this.readFrom(stream, nothingRead(stream))).events;
    const events = all.filter((event) => event.metadata.commandId === commandId);
    const last = events.at(-1);
    if (!last) return null;
    const until = all.slice(0, all.indexOf(last) + 1);
    const state = until.reduce((now, event) => stream.evolve(now, event), stream.initial());
    return { state, events, position: last.position };
  }
}
