import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Position, Recorded } from '@app/kernel';
import {
  EventStoreUnavailable,
  type AppendResult,
  type Batch,
  type EventStore,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SubscribeOptions,
} from '../event-store';
import { encode } from '../stored-event';
import { AppendChannel } from './append-channel';
import { Appender } from './appender';
import { connectionString, WrongEventStoreUrl } from './connection-string';
import { subscribeWithReconnect } from './subscribe-with-reconnect';
import { readOrCreateStoreId } from './store-id';
import { EventReader } from './event-reader';

/** Time limits of `EventStoreDbEventStore`. */
export type EventStoreDbOptions = {
  /** The most that a call may take, in milliseconds. Default 5000. */
  readonly deadline?: number;
  /** How long a subscription retries an unreachable server before it throws, in milliseconds. Default 30 000. */
  readonly outage?: number;
};

/**
 * The event store on EventStoreDB, from version 23.10 on. Every call has a timeout of its own, since the client waits for
 * a silent server for ever. A position is the commit position of an event. Events that other applications keep on the
 * same server are skipped in `readAll` and subscriptions. Open only one in a process: the client package rejects the
 * pending appends of all its clients when one of them loses its connection.
 */
export class EventStoreDbEventStore implements EventStore {
  private readonly closing = new AbortController();
  private readonly inFlight = new Set<Promise<unknown>>();
  private readonly reader: EventReader;
  private readonly appender: Appender;

  private constructor(
    private readonly appendChannel: AppendChannel,
    private readonly readClient: EventStoreDBClient,
    private readonly deadline: number,
    private readonly outage: number,
  ) {
    this.reader = new EventReader(readClient, deadline);
    this.appender = new Appender(appendChannel, this.reader, deadline);
  }

  /**
   * For the server or cluster at an `esdb://` or `kurrentdb://` URL, which may be unreachable now: only calls connect. TLS
   * and credentials are as in the URL. Throws `WrongEventStoreUrl` for a URL that cannot be parsed or that names a file
   * which cannot be used. The client package is loaded here, so that a process with another store never loads it.
   */
  static async open(
    url: string,
    { deadline = 5000, outage = 30_000 }: EventStoreDbOptions = {},
  ): Promise<EventStoreDbEventStore> {
    const { EventStoreDBClient } = await import('@eventstore/db-client');
    const connection = connectionString(url);
    const connect = (): EventStoreDBClient => EventStoreDBClient.connectionString(connection);
    const [appendChannel, readClient] = createClients(() => [new AppendChannel(connect), connect()] as const);
    return new EventStoreDbEventStore(appendChannel, readClient, deadline, outage);
  }

  identity(): Promise<string> {
    return this.whileOpen(() => readOrCreateStoreId(this.reader, this.appender, this.deadline));
  }

  append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult> {
    return this.whileOpen(async () => {
      encode(stream, events, expected);
      return this.appender.append({ stream, events, expected });
    });
  }

  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]> {
    return this.whileOpen(() => this.reader.readStream(stream, options));
  }

  readAll(options?: ReadAllOptions): Promise<readonly Recorded[]> {
    return this.whileOpen(() => this.reader.readAll(options));
  }

  lastPosition(): Promise<Position | null> {
    return this.whileOpen(() => this.reader.lastPosition());
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    return subscribeWithReconnect(this.readClient, options, this.closing.signal, {
      deadline: this.deadline,
      outage: this.outage,
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.inFlight);
    await Promise.allSettled([this.appendChannel.close(), this.readClient.dispose()]);
  }

  /** Runs a call, and lets `close` wait for it. */
  private async whileOpen<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
    const running = work();
    this.inFlight.add(running);
    try {
      return await running;
    } finally {
      this.inFlight.delete(running);
    }
  }
}

/** Errors of the client are not kept as the cause: they hold the whole URL. */
function createClients<T>(connect: () => T): T {
  try {
    return connect();
  } catch {
    throw new WrongEventStoreUrl(
      'has an option with a value that cannot be used, a port that is no number, or names a file that cannot be read',
    );
  }
}
