import type {
  AllStreamResolvedEvent,
  EventStoreDBClient,
  ReadRevision,
  RecordedEvent,
  ResolvedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import { endsItsAppend, type Position, type Recorded } from '@app/kernel';
import type { ReadAll, ReadStream } from '../event-store';
import { pageSize } from '../paging';
import { Clock, Unanswered } from './clock';
import { askingTwice, isOfKind } from './failures';
import { recordedOf, UnreadableEvent } from './recorded';

type From = { readonly commit: bigint; readonly prepare: bigint } | 'start' | 'end';

/** The server is asked for everything in portions of this many events at most, and of this many at least. */
const LARGEST_PORTION = 1000;
const SMALLEST_PORTION = 50;

/** Where an event is: commit and prepare position of it are the same. */
export const placeOf = (position: Position): From =>
  position > 0n ? { commit: position, prepare: position } : 'start';

/** Reads pages. Throws `EventStoreUnavailable`, and `UnreadableEvent` for what no store of ours has written. */
export class Pages {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly deadline: number,
  ) {}

  /** A page of one stream, from the leader: decisions are made on it. */
  async ofStream(stream: string, options: ReadStream = {}): Promise<Recorded[]> {
    const events = await this.raw(stream, options, new Clock(this.deadline));
    return events.map((event) => recordedOf(event) ?? unreadable(event));
  }

  /** The same, as the client gives it. */
  raw(stream: string, { direction = 'forwards', from, limit }: ReadStream, clock: Clock): Promise<RecordedEvent[]> {
    const maxCount = Math.min(Math.ceil(pageSize(limit)), Number.MAX_SAFE_INTEGER);
    if (direction === 'backwards' && from !== undefined && from < 0) return Promise.resolve([]);
    const outermost = direction === 'forwards' ? 'start' : 'end';
    const fromRevision: ReadRevision = from === undefined ? outermost : BigInt(Math.max(0, from));
    const options = { direction, fromRevision, maxCount, requiresLeader: true };
    return askingTwice(clock, () =>
      collect(this.client.readStream(stream, options), clock).catch((error: unknown) => {
        if (isOfKind(error, 'stream-not-found')) return [];
        throw error;
      }),
    );
  }

  /** A page of everything that is ours. */
  async ofAll({ after = 0n, limit }: ReadAll = {}): Promise<Recorded[]> {
    const size = pageSize(limit);
    const clock = new Clock(this.deadline);
    const page: Recorded[] = [];
    for (let last = after; ;) {
      const portion = Math.min(Math.max(size - page.length, SMALLEST_PORTION), LARGEST_PORTION) + 1;
      const events = await this.all({ fromPosition: placeOf(last), maxCount: portion }, clock);
      for (const event of events) {
        if (event.position!.commit <= last) continue; // reading from a position includes it
        last = event.position!.commit;
        const recorded = recordedOf(event);
        if (recorded) page.push(recorded);
        if (recorded && page.length >= size && endsItsAppend(recorded)) return page;
      }
      if (events.length < portion) return page;
    }
  }

  /** Where the newest event of ours is; `null` when there is none. */
  async last(): Promise<Position | null> {
    const clock = new Clock(this.deadline);
    for (let fromPosition: From = 'end', maxCount = 1; ; maxCount = Math.min(maxCount * 10, LARGEST_PORTION)) {
      const events = await this.all({ direction: 'backwards', fromPosition, maxCount, requiresLeader: true }, clock);
      const newest = events.find((event) => recordedOf(event) !== null);
      if (newest) return newest.position!.commit;
      if (events.length < maxCount) return null;
      fromPosition = events.at(-1)!.position!; // reading backwards excludes it
    }
  }

  private all(options: Parameters<EventStoreDBClient['readAll']>[0], clock: Clock): Promise<RecordedEvent[]> {
    return askingTwice(clock, () => collect(this.client.readAll(options), clock));
  }
}

/**
 * All that a read gives. A read that is given up is cancelled. Never ended by leaving a loop: that keeps the read and
 * what it holds for ever.
 */
function collect(
  read: StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>,
  clock: Clock,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Unanswered());
      read.cancel().catch(() => {}); // it may never have begun
    }, clock.left);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    (read as StreamingRead<ResolvedEvent>)
      .on('data', ({ event }) => event && events.push(event))
      .on('error', (error) => settle(() => reject(error)))
      .on('end', () => settle(() => resolve(events)));
  });
}

function unreadable(event: RecordedEvent): never {
  throw new UnreadableEvent(event);
}
