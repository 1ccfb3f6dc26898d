import { randomUUID } from 'node:crypto';
import { NO_STREAM, type Position, type Recorded } from '@app/kernel';
import { Commits } from '../commits';
import {
  EventStoreUnavailable,
  WrongExpectedRevision,
  type Appended,
  type Batch,
  type EventStore,
  type NewEvent,
  type ReadAll,
  type ReadStream,
  type Subscribe,
} from '../event-store';
import { follow } from '../following';
import { BEFORE_ALL, type Journal } from '../journal';
import { pageOfAll, pageSize, streamPage } from '../paging';
import { encode, type StoredEvent } from '../stored-event';
import { judge } from '../verdict';

/** An event store for tests: everything the port promises but durability. Events go in and come out through JSON. */
export class InMemoryEventStore implements EventStore {
  private readonly id = randomUUID();
  private readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly commits = new Commits();
  private closed = false;

  private readonly journal: Journal = {
    ofStream: (stream, from, direction, limit) => {
      const events = this.opened().streams.get(stream) ?? [];
      if (direction === 'forwards') return events.slice(Math.max(from, 0), Math.max(from, 0) + limit);
      const end = Math.max(Math.min(from + 1, events.length), 0);
      return events.slice(Math.max(end - limit, 0), end).reverse();
    },
    after: (position, limit) => this.opened().all.slice(Number(position), Number(position) + limit),
    last: () => this.opened().all.at(-1)?.position ?? null,
  };

  async identity(): Promise<string> {
    return this.opened().id;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    const encoded = encode(stream, events, expected);
    const stored = this.opened().streams.get(stream) ?? [];
    const actual = stored.at(-1)?.revision ?? NO_STREAM;
    const behind = (revision: number, count: number) => stored.slice(revision + 1, revision + 1 + count);
    const ids = encoded.map(({ id }) => id);
    const verdict = judge(ids, expected, actual, (revision, count) => behind(revision, count).map(({ id }) => id));
    if (verdict === 'REFUSE') throw new WrongExpectedRevision(stream, expected, actual);
    if (verdict === 'WRITE') {
      encoded.forEach((event, n) => {
        const placed: StoredEvent = {
          ...event,
          stream,
          revision: stored.length,
          position: BigInt(this.all.length + 1),
          endsAppend: n === encoded.length - 1,
        };
        stored.push(placed);
        this.all.push(placed);
      });
      this.streams.set(stream, stored);
      this.commits.tell();
    }
    const { revision, position } = stored[expected + encoded.length]!;
    return { revision, position };
  }

  async readStream(stream: string, options?: ReadStream): Promise<readonly Recorded[]> {
    return streamPage(this.journal, stream, options);
  }

  async readAll({ after = BEFORE_ALL, limit }: ReadAll = {}): Promise<readonly Recorded[]> {
    return (await pageOfAll(this.journal, { after, size: pageSize(limit) })).events;
  }

  async lastPosition(): Promise<Position | null> {
    return this.journal.last();
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return follow(this.journal, this.commits, options);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.commits.tell();
  }

  private opened(): this {
    if (this.closed) throw new EventStoreUnavailable('the event store is closed');
    return this;
  }
}
