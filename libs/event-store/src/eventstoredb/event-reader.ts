import type {
  AllStreamResolvedEvent,
  EventStoreDBClient,
  ReadRevision,
  RecordedEvent,
  ResolvedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import { endsItsAppend, type Position, type Recorded } from '@app/kernel';
import { EventStoreUnavailable, type ReadAllOptions, type ReadStreamOptions } from '../event-store';
import { pageSize } from '../paging';
import { allReadable } from '../unreadable-event';
import { CallTimeout, CallTimedOut } from './call-timeout';
import { isErrorOfType, withOneRetry } from './client-errors';
import { receive, toRecorded } from './recorded-event';

type ReadFrom = { readonly commit: bigint; readonly prepare: bigint } | 'start' | 'end';

/** The most and the fewest events that one request for events of all streams asks for. */
const MAX_READ_COUNT = 1000;
const MIN_READ_COUNT = 50;

/** A position as the client takes it. Commit and prepare position of an event are the same. */
export const toClientPosition = (position: Position): ReadFrom =>
  position > 0n ? { commit: position, prepare: position } : 'start';

/** A part of the log in which only the last one, at `downTo`, may be an event of ours. */
type SearchedPart = { readonly upTo: Position; readonly downTo: Position; readonly isOurs: boolean };

/** Reads pages. Throws `EventStoreUnavailable`. */
export class EventReader {
  /** What `lastPosition` has searched, so that it does not read again what others have written behind our newest event. */
  private searched: SearchedPart | null = null;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly deadline: number,
  ) {}

  /** A page of one stream, read from the leader, since decisions are made on it. Throws `EventUnreadable`. */
  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<Recorded[]> {
    const events = await this.readClientEvents(stream, options, new CallTimeout(this.deadline));
    return allReadable(events.flatMap((event) => receive(event).event ?? []));
  }

  /** The same page as events of the client, of a stream that need not be ours. */
  readClientEvents(
    stream: string,
    { direction = 'forwards', from, limit }: ReadStreamOptions,
    timeout: CallTimeout,
  ): Promise<RecordedEvent[]> {
    const maxCount = Math.min(Math.ceil(pageSize(limit)), Number.MAX_SAFE_INTEGER);
    if (direction === 'backwards' && from !== undefined && from < 0) return Promise.resolve([]);
    const firstOrLast = direction === 'forwards' ? 'start' : 'end';
    const fromRevision: ReadRevision = from === undefined ? firstOrLast : BigInt(Math.max(0, from));
    const options = { direction, fromRevision, maxCount, requiresLeader: true };
    return withOneRetry(timeout, () =>
      collect(this.client.readStream(stream, options), timeout).catch((error: unknown) => {
        if (isErrorOfType(error, 'stream-not-found')) return [];
        throw error;
      }),
    );
  }

  /** A page of our events in all streams. Those that cannot be read, and those of other applications, are left out. */
  async readAll({ after = 0n, limit }: ReadAllOptions = {}): Promise<Recorded[]> {
    const size = pageSize(limit);
    const timeout = new CallTimeout(this.deadline);
    const page: Recorded[] = [];
    for (let last = after; ;) {
      const count = Math.min(Math.max(size - page.length, MIN_READ_COUNT), MAX_READ_COUNT) + 1;
      const events = await this.readAllOnce({ fromPosition: toClientPosition(last), maxCount: count }, timeout);
      for (const event of events) {
        if (event.position!.commit <= last) continue; // the server includes the position that it reads from
        last = event.position!.commit;
        const recorded = toRecorded(event);
        if (recorded) page.push(recorded);
        if (recorded && page.length >= size && endsItsAppend(recorded)) return page;
      }
      if (events.length < count) return page;
    }
  }

  /**
   * The position of our newest event; `null` when there is none. What one call has searched, also one that ran out of time,
   * the next does not read again: others may write any number of events behind ours.
   */
  async lastPosition(): Promise<Position | null> {
    try {
      return await this.searchNewest(new CallTimeout(this.deadline));
    } catch (error) {
      const isTooSlow = error instanceof EventStoreUnavailable && error.cause instanceof CallTimedOut;
      if (!isTooSlow) this.searched = null; // the server may have removed the event from which it would go on
      throw error;
    }
  }

  private async searchNewest(timeout: CallTimeout): Promise<Position | null> {
    let known = this.searched;
    let part: SearchedPart | null = null;
    for (let maxCount = 1; ; maxCount = Math.min(maxCount * 10, MAX_READ_COUNT)) {
      const fromPosition: ReadFrom = part ? toClientPosition(part.downTo) : 'end'; // itself left out, backwards
      const events = await this.readAllOnce(
        { direction: 'backwards', fromPosition, maxCount, requiresLeader: true },
        timeout,
      );
      let isEnd = events.length < maxCount;
      for (const event of events) {
        const position = event.position!.commit;
        const upTo: Position = part?.upTo ?? position;
        if (known && upTo < known.upTo) known = null; // an older copy of the log was restored
        const meetsKnown: boolean = known !== null && position <= known.upTo;
        part = meetsKnown ? { ...known!, upTo } : { upTo, downTo: position, isOurs: receive(event).isOurs };
        if (meetsKnown) [known, isEnd] = [null, false];
        if (meetsKnown || part.isOurs) break;
      }
      if (!known || part?.isOurs) this.searched = part;
      if (part?.isOurs) return part.downTo;
      if (isEnd) return null;
    }
  }

  private readAllOnce(
    options: Parameters<EventStoreDBClient['readAll']>[0],
    timeout: CallTimeout,
  ): Promise<RecordedEvent[]> {
    return withOneRetry(timeout, () => collect(this.client.readAll(options), timeout));
  }
}

/**
 * All events of a read, which is cancelled when it times out. It is not iterated with a loop: leaving a loop would keep
 * the read and its memory for ever.
 */
function collect(
  read: StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>,
  timeout: CallTimeout,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new CallTimedOut());
      read.cancel().catch(() => {}); // it may never have started
    }, timeout.remaining);
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
