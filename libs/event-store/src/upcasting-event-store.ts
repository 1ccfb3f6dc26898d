import { type Position, type Recorded, type StoredEvents, upcast } from '@app/kernel';
import { LRUCache } from 'lru-cache';
import type {
  AppendResult,
  Batch,
  EventStore,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  SubscribeOptions,
} from './event-store';
import { allReadable, EventUnreadable, separate, unreadable, type UnreadableEvent } from './unreadable-event';

/** How many unreadable events are remembered as reported. */
const MAX_REPORTED = 10_000;

type KnownEvents = { readonly types: ReadonlySet<string>; readonly upcasts: NonNullable<StoredEvents['upcasts']> };

/**
 * An event store as every reader of this build sees it: events come out in today's shape, whenever they were stored, and
 * an event of a type that this build does not know is an unreadable one. Whatever reads events reads them from here.
 * Streams whose prefix is not among `stored` are given as they are.
 */
export class UpcastingEventStore implements EventStore {
  private readonly known: ReadonlyMap<string, KnownEvents>;
  private readonly reported = new LRUCache<string, true>({ max: MAX_REPORTED });

  constructor(
    private readonly store: EventStore,
    /** What each kind of stream holds. A prefix ends at the first hyphen of a stream's name. */
    stored: readonly StoredEvents[],
    /** Called once for each unreadable event that a read or a subscription comes to. */
    private readonly onUnreadable: (event: UnreadableEvent) => void,
  ) {
    this.known = new Map(
      stored.map(({ prefix, types, upcasts = {} }) => [prefix, { types: new Set(types), upcasts }] as const),
    );
  }

  identity(): Promise<string> {
    return this.store.identity();
  }

  append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult> {
    return this.store.append(stream, events, expected);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]> {
    try {
      return allReadable((await this.store.readStream(stream, options)).map((event) => this.read(event)));
    } catch (error) {
      if (error instanceof EventUnreadable) this.report([error.event]);
      throw error;
    }
  }

  async readAll(options?: ReadAllOptions): Promise<readonly Recorded[]> {
    return separate((await this.store.readAll(options)).map((event) => this.read(event))).events;
  }

  lastPosition(): Promise<Position | null> {
    return this.store.lastPosition();
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of this.store.subscribe(options)) {
      const read = separate(batch.events.map((event) => this.read(event)));
      const all = [...batch.unreadable, ...read.unreadable].sort((a, b) => (a.position < b.position ? -1 : 1));
      this.report(all);
      yield { ...batch, events: read.events, unreadable: all };
    }
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private read(stored: Recorded): Recorded | UnreadableEvent {
    const known = this.known.get(stored.stream.slice(0, stored.stream.indexOf('-') + 1));
    if (!known) return stored;
    if (known.types.has(stored.type) && !Object.hasOwn(known.upcasts, stored.type)) return stored;
    try {
      const { type, data } = upcast(known.upcasts, { type: stored.type, data: stored.data });
      return known.types.has(type) ? { ...stored, type, data } : unreadable(stored, 'UNKNOWN_TYPE');
    } catch {
      return unreadable(stored, 'UPCAST_FAILED');
    }
  }

  private report(events: readonly UnreadableEvent[]): void {
    for (const event of events) {
      if (this.reported.has(event.id)) continue;
      this.reported.set(event.id, true);
      this.onUnreadable(event);
    }
  }
}
