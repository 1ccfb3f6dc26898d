import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Position, Recorded } from '@app/kernel';
import {
  EventStoreUnavailable,
  type Appended,
  type Batch,
  type EventStore,
  type NewEvent,
  type ReadAll,
  type ReadStream,
  type Subscribe,
} from '../event-store';
import { encode } from '../stored-event';
import { AppendChannel } from './append-channel';
import { Appender } from './appender';
import { connectionString, WrongEventStoreUrl } from './connection-string';
import { follow } from './follow';
import { identityOf } from './identity';
import { Pages } from './pages';

export type EventStoreDbOptions = {
  /** How long any call may take, in milliseconds. Default 5000. */
  readonly deadline?: number;
  /** How long a subscription tries in silence to reach a server that is away, in milliseconds. Default 30 000. */
  readonly outage?: number;
};

/**
 * The event store on EventStoreDB, from version 23.10 on. Keeps its own clock for every call, since the client waits for
 * a silent server for ever. A position is the commit position of an event. Events that others keep on the same server
 * are skipped in what is read of everything. One such store a process: the client package rejects the pending appends of
 * all its clients when one of them loses its connection.
 */
export class EventStoreDbEventStore implements EventStore {
  private readonly closing = new AbortController();
  private readonly inFlight = new Set<Promise<unknown>>();
  private readonly pages: Pages;
  private readonly appender: Appender;

  private constructor(
    private readonly appending: AppendChannel,
    private readonly reading: EventStoreDBClient,
    private readonly deadline: number,
    private readonly outage: number,
  ) {
    this.pages = new Pages(reading, deadline);
    this.appender = new Appender(appending, this.pages, deadline);
  }

  /**
   * For the server or cluster at an `esdb://` or `kurrentdb://` URL, which need not be there yet: calls find out. TLS and
   * credentials are as the URL says. Throws `WrongEventStoreUrl` for a URL that cannot be understood or that names a
   * file which cannot be used. The client is loaded here, so that a process on another store never loads it.
   */
  static async open(
    url: string,
    { deadline = 5000, outage = 30_000 }: EventStoreDbOptions = {},
  ): Promise<EventStoreDbEventStore> {
    const { EventStoreDBClient } = await import('@eventstore/db-client');
    const asked = connectionString(url);
    const connect = (): EventStoreDBClient => EventStoreDBClient.connectionString(asked);
    const [appending, reading] = understood(() => [new AppendChannel(connect), connect()] as const);
    return new EventStoreDbEventStore(appending, reading, deadline, outage);
  }

  identity(): Promise<string> {
    return this.during(() => identityOf(this.pages, this.appender, this.deadline));
  }

  append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    return this.during(async () => {
      encode(stream, events, expected);
      return this.appender.append({ stream, events, expected });
    });
  }

  readStream(stream: string, options?: ReadStream): Promise<readonly Recorded[]> {
    return this.during(() => this.pages.ofStream(stream, options));
  }

  readAll(options?: ReadAll): Promise<readonly Recorded[]> {
    return this.during(() => this.pages.ofAll(options));
  }

  lastPosition(): Promise<Position | null> {
    return this.during(() => this.pages.last());
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return follow(this.reading, options, this.closing.signal, { deadline: this.deadline, outage: this.outage });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.inFlight);
    await Promise.allSettled([this.appending.close(), this.reading.dispose()]);
  }

  private async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
    const working = work();
    this.inFlight.add(working);
    try {
      return await working;
    } finally {
      this.inFlight.delete(working);
    }
  }
}

/** The client's own errors are not passed on, nor kept as the cause: they hold the whole URL. */
function understood<T>(connect: () => T): T {
  try {
    return connect();
  } catch {
    throw new WrongEventStoreUrl(
      'has an option with a value that cannot be used, a port that is no number, or names a file that cannot be read',
    );
  }
}
