import { randomUUID } from 'node:crypto';
import { NO_STREAM, type Position, type Recorded } from '@app/kernel';
import { CommitSignal } from '../commit-signal';
import {
  EventStoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type Batch,
  type EventStore,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SubscribeOptions,
} from '../event-store';
import { subscribeToEventLog } from '../event-log-subscription';
import { START_POSITION, type EventLog } from '../event-log';
import { readAllPage, pageSize, readStreamPage } from '../paging';
import { encode, type EncodedEvent, type StoredEvent } from '../stored-event';
import { checkExpectedRevision } from '../expected-revision';

/** An event store for tests: all of the port's contract except durability. Events are encoded as JSON and decoded again, as in the other stores. */
export class InMemoryEventStore implements EventStore {
  private readonly id = randomUUID();
  private readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly commits = new CommitSignal();
  private closed = false;

  private readonly log: EventLog = {
    readStream: (stream, from, direction, limit) => {
      const events = this.assertOpen().streams.get(stream) ?? [];
      if (direction === 'forwards') return events.slice(Math.max(from, 0), Math.max(from, 0) + limit);
      const end = Math.max(Math.min(from + 1, events.length), 0);
      return events.slice(Math.max(end - limit, 0), end).reverse();
    },
    readAll: (position, limit) => this.assertOpen().all.slice(Number(position), Number(position) + limit),
    lastPosition: () => this.assertOpen().all.at(-1)?.position ?? null,
  };

  async identity(): Promise<string> {
    return this.assertOpen().id;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult> {
    return this.write(stream, encode(stream, events, expected), expected);
  }

  private write(stream: string, encoded: readonly EncodedEvent[], expected: number): AppendResult {
    const stored = this.assertOpen().streams.get(stream) ?? [];
    const actual = stored.at(-1)?.revision ?? NO_STREAM;
    const ids = encoded.map(({ id }) => id);
    const check = checkExpectedRevision(ids, expected, actual, (revision, count) =>
      stored.slice(revision + 1, revision + 1 + count).map(({ id }) => id),
    );
    if (check === 'WRONG_REVISION') throw new WrongExpectedRevision(stream, expected, actual);
    if (check === 'WRITE') {
      encoded.forEach((event, n) => {
        const newEvent: StoredEvent = {
          ...event,
          stream,
          revision: stored.length,
          position: BigInt(this.all.length + 1),
          endsAppend: n === encoded.length - 1,
        };
        stored.push(newEvent);
        this.all.push(newEvent);
      });
      this.streams.set(stream, stored);
      this.commits.notify();
    }
    const { revision, position } = stored[expected + encoded.length]!;
    return { revision, position };
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]> {
    return readStreamPage(this.log, stream, options);
  }

  async readAll({ after = START_POSITION, limit }: ReadAllOptions = {}): Promise<readonly Recorded[]> {
    return (await readAllPage(this.log, { after, size: pageSize(limit) })).events;
  }

  async lastPosition(): Promise<Position | null> {
    return this.log.lastPosition();
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    return subscribeToEventLog(this.log, this.commits, options);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.commits.notify();
  }

  private assertOpen(): this {
    if (this.closed) throw new EventStoreUnavailable('the event store is closed');
    return this;
  }
}
