import { setTimeout as pause } from 'node:timers/promises';
import type { AppendExpectedRevision, EventData } from '@eventstore/db-client';
import { NO_STREAM } from '@app/kernel';
import { NIL } from 'uuid';
import { EventStoreUnavailable, WrongExpectedRevision, type Appended } from '../event-store';
import type { AppendChannel } from './append-channel';
import { Clock } from './clock';
import { isOfKind, unavailable, wroteNothing } from './failures';
import type { Pages } from './pages';
import { isSystemName } from './recorded';

/** Events to be written right behind a revision of their stream, as one. */
export type Append = {
  readonly stream: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: object;
    readonly metadata: object;
  }[];
  readonly expected: number;
};

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 400;

/**
 * Writes. An append whose answer is lost is sent again with the same ids at the same revision, which the server
 * recognises, until it is known what became of it or the time is up.
 */
export class Appender {
  constructor(
    private readonly channel: AppendChannel,
    private readonly pages: Pages,
    private readonly deadline: number,
  ) {}

  /** As `EventStore.append`, of what `encode` has seen. */
  async append(append: Append): Promise<Appended> {
    refuseWhatTheClientDoesNotSurvive(append);
    const clock = new Clock(this.deadline);
    let unsure = false;
    for (let wait = FIRST_PAUSE, first = true; ; wait = Math.min(2 * wait, LONGEST_PAUSE), first = false) {
      try {
        return await this.attempt(append, clock);
      } catch (error) {
        if (error instanceof EventStoreUnavailable) throw error;
        if (isOfKind(error, 'wrong-expected-version')) {
          // It may be this very append that moved the stream, when an answer was lost before.
          const stored = unsure ? await this.stored(append, clock) : null;
          if (stored) return stored;
          const actual = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : NO_STREAM;
          throw new WrongExpectedRevision(append.stream, append.expected, actual);
        }
        unsure ||= !wroteNothing(error);
        // Once more in any case: that is how the client makes a new connection.
        if (clock.left <= wait || !(unsure || first)) throw unavailable(error, unsure ? 'UNKNOWN' : 'NONE');
      }
      await pause(wait);
    }
  }

  private async attempt(append: Append, clock: Clock): Promise<Appended> {
    const { stream, events, expected } = append;
    const expectedRevision: AppendExpectedRevision = expected === NO_STREAM ? 'no_stream' : BigInt(expected);
    // Half of the time is kept for finding out what became of it.
    const patience = this.deadline / 2;
    const { nextExpectedRevision, position } = await this.channel.send(
      stream,
      events.map((event) => ({ ...event, contentType: 'application/json' }) as EventData),
      { expectedRevision },
      clock,
      patience,
    );
    if (position) return { revision: Number(nextExpectedRevision), position: position.commit };
    const stored = await this.stored(append, clock);
    if (stored) return stored;
    throw new EventStoreUnavailable(`the event store has deleted ${stream} and wrote nothing`);
  }

  /** Where these very events are, if they are what follows the expected revision. */
  private async stored({ stream, events, expected }: Append, clock: Clock): Promise<Appended | null> {
    const behind = await this.pages
      .raw(stream, { from: expected + 1, limit: events.length }, clock)
      .catch((cause: unknown) => {
        throw new EventStoreUnavailable('the event store does not tell what it wrote', 'UNKNOWN', { cause });
      });
    const last = behind.at(-1);
    const same = events.every(({ id }, n) => behind[n]?.id === id.toLowerCase());
    return same && last?.position ? { revision: Number(last.revision), position: last.position.commit } : null;
  }
}

/** To what it does not understand the server answers twice, and the second answer ends the process of the client. */
function refuseWhatTheClientDoesNotSurvive({ stream, events }: Append): void {
  if (isSystemName(stream) || events.some(({ type }) => isSystemName(type)))
    throw new TypeError('names that begin with $ belong to the server');
  if (events.some(({ id }) => id === NIL)) throw new TypeError('the id of an event is a UUID other than nil');
}
