import { setTimeout as pause } from 'node:timers/promises';
import type { AppendExpectedRevision, EventData } from '@eventstore/db-client';
import { NO_STREAM } from '@app/kernel';
import { NIL } from 'uuid';
import { EventStoreUnavailable, WrongExpectedRevision, type AppendResult } from '../event-store';
import type { AppendChannel } from './append-channel';
import { CallTimeout } from './call-timeout';
import { isErrorOfType, toUnavailable, wroteNothing } from './client-errors';
import type { EventReader } from './event-reader';
import { isSystemName } from './recorded-event';

/** Events to append as one, if the stream is at revision `expected`. */
export type AppendRequest = {
  readonly stream: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: object;
    readonly metadata: object;
  }[];
  readonly expected: number;
};

/** The backoff between attempts, in milliseconds. */
const FIRST_DELAY = 50;
const MAX_DELAY = 400;

/**
 * Appends. When the reply to an append is lost, the same append is sent again, which the server recognises by its ids and
 * revision, until its result is known or `deadline` milliseconds are over.
 */
export class Appender {
  constructor(
    private readonly channel: AppendChannel,
    private readonly reader: EventReader,
    private readonly deadline: number,
  ) {}

  /** As `EventStore.append`, for events that `encode` has validated. */
  async append(append: AppendRequest): Promise<AppendResult> {
    assertSafeForClient(append);
    const timeout = new CallTimeout(this.deadline);
    let mayBeWritten = false;
    for (let delay = FIRST_DELAY, first = true; ; delay = Math.min(2 * delay, MAX_DELAY), first = false) {
      try {
        return await this.appendOnce(append, timeout);
      } catch (error) {
        if (error instanceof EventStoreUnavailable) throw error;
        if (isErrorOfType(error, 'wrong-expected-version')) {
          // When an earlier reply was lost, it may be this very append that moved the stream.
          const stored = mayBeWritten ? await this.findStored(append, timeout) : null;
          if (stored) return stored;
          const actual = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : NO_STREAM;
          throw new WrongExpectedRevision(append.stream, append.expected, actual);
        }
        mayBeWritten ||= !wroteNothing(error);
        // A second attempt in any case: only with it does the client make a new connection.
        if (timeout.remaining <= delay || !(mayBeWritten || first))
          throw toUnavailable(error, mayBeWritten ? 'UNKNOWN' : 'NONE');
      }
      await pause(delay);
    }
  }

  private async appendOnce(append: AppendRequest, timeout: CallTimeout): Promise<AppendResult> {
    const { stream, events, expected } = append;
    const expectedRevision: AppendExpectedRevision = expected === NO_STREAM ? 'no_stream' : BigInt(expected);
    // Half of the time is kept for finding out whether it was written.
    const replyTimeout = this.deadline / 2;
    const { nextExpectedRevision, position } = await this.channel.send(
      stream,
      events.map((event) => ({ ...event, contentType: 'application/json' }) as EventData),
      { expectedRevision },
      timeout,
      replyTimeout,
    );
    if (position) return { revision: Number(nextExpectedRevision), position: position.commit };
    const stored = await this.findStored(append, timeout);
    if (stored) return stored;
    throw new EventStoreUnavailable(`the event store has deleted ${stream} and wrote nothing`);
  }

  /** The result of an earlier attempt: these very events, if they are stored right after the expected revision. */
  private async findStored(
    { stream, events, expected }: AppendRequest,
    timeout: CallTimeout,
  ): Promise<AppendResult | null> {
    const stored = await this.reader
      .readClientEvents(stream, { from: expected + 1, limit: events.length }, timeout)
      .catch((cause: unknown) => {
        throw new EventStoreUnavailable('the event store does not tell what it wrote', 'UNKNOWN', { cause });
      });
    const last = stored.at(-1);
    const isSame = events.every(({ id }, n) => stored[n]?.id === id.toLowerCase());
    return isSame && last?.position ? { revision: Number(last.revision), position: last.position.commit } : null;
  }
}

/** Rejects what the server would reject with two replies: the second one would end this process inside the client. */
function assertSafeForClient({ stream, events }: AppendRequest): void {
  if (isSystemName(stream) || events.some(({ type }) => isSystemName(type)))
    throw new TypeError('names that begin with $ belong to the server');
  if (events.some(({ id }) => id === NIL)) throw new TypeError('the id of an event is a UUID other than nil');
}
