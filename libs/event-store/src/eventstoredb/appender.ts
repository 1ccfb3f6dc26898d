import { setTimeout as pause } from 'node:timers/promises';
import {
  type EventStoreDBClient,
  jsonEvent,
  type JSONType,
  type MetadataType,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { NO_STREAM } from '@app/kernel';
import { NIL } from 'uuid';
import { EventStoreUnavailable, WrongExpectedRevision, type Appended } from '../event-store';
import { Clock, Unanswered } from './clock';
import { unavailable, wroteNothing } from './failures';
import { Lane } from './lane';
import { isSystemName } from './recorded';
import type { Pages, Placed } from './pages';

/** An event to be written. */
export type Outgoing = { readonly id: string; readonly type: string; readonly data: object; readonly metadata: object };

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 400;

/**
 * Writes. An append whose answer is lost is sent again with the same ids at the same revision, which the server
 * recognises, until it is known what became of it or the time is up. Its client serves appends and nothing else: giving
 * up a channel that does not answer then takes nobody's reads and subscriptions with it. No other client of the process
 * may append: when one of them loses its channel, the package rejects the appends of all.
 */
export class Appender {
  private readonly lane = new Lane();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly pages: Pages,
    private readonly deadline: number,
  ) {}

  /** As `EventStore.append`, of events that `encode` has seen. */
  async append(stream: string, events: readonly Outgoing[], expected: number): Promise<Appended> {
    // An answer to what it does not understand comes twice, and the client does not survive the second.
    if (isSystemName(stream) || events.some(({ type }) => isSystemName(type)))
      throw new TypeError('names that begin with $ belong to the server');
    if (events.some(({ id }) => id === NIL)) throw new TypeError('the id of an event is a UUID other than nil');

    const clock = new Clock(this.deadline);
    let unsure = false;
    for (let wait = FIRST_PAUSE, tries = 1; ; wait = Math.min(2 * wait, LONGEST_PAUSE), tries += 1) {
      try {
        return await this.send(stream, events, expected, clock);
      } catch (error) {
        if (error instanceof WrongExpectedVersionError)
          return this.refused(stream, events, expected, error, unsure, clock);
        unsure ||= !wroteNothing(error);
        const again = clock.left > wait && (unsure || tries === 1) && !(error instanceof EventStoreUnavailable);
        if (!again) throw unavailable(error, unsure ? 'UNKNOWN' : 'NONE');
      }
      await pause(wait);
    }
  }

  private async send(stream: string, events: readonly Outgoing[], expected: number, clock: Clock): Promise<Appended> {
    if (!(await this.lane.enter(clock.left))) throw new EventStoreUnavailable('the event store is not keeping up');
    const sent = this.client.appendToStream(stream, events.map(toClient), {
      expectedRevision: expected === NO_STREAM ? 'no_stream' : BigInt(expected),
      requiresLeader: true,
      deadline: Math.max(1, Math.ceil(clock.left)),
    });
    sent.then(
      () => this.lane.leave(true),
      (error: unknown) => this.lane.leave(error instanceof WrongExpectedVersionError),
    );
    try {
      // Half of the time is kept for finding out what became of it.
      const { nextExpectedRevision, position } = await clock.wait(sent, this.deadline / 2);
      const revision = Number(nextExpectedRevision);
      if (position) return { revision, position: position.commit };
      return (await this.stored(stream, events, expected, clock)) ?? missing(stream);
    } catch (error) {
      if (error instanceof Unanswered) void this.client.dispose();
      throw error;
    }
  }

  /** The stream is elsewhere; but it may be this very append that moved it, when an answer was lost before. */
  private async refused(
    stream: string,
    events: readonly Outgoing[],
    expected: number,
    { actualVersion }: WrongExpectedVersionError,
    unsure: boolean,
    clock: Clock,
  ): Promise<Appended> {
    const stored = unsure ? await this.stored(stream, events, expected, clock) : null;
    if (stored) return stored;
    const actual = typeof actualVersion === 'bigint' ? Number(actualVersion) : NO_STREAM;
    throw new WrongExpectedRevision(stream, expected, actual);
  }

  /** Where these very events are, if they are what follows the expected revision. */
  private async stored(
    stream: string,
    events: readonly Outgoing[],
    expected: number,
    clock: Clock,
  ): Promise<Appended | null> {
    const options = { from: expected + 1, limit: events.length };
    const behind: readonly Placed[] = await this.pages.raw(stream, options, clock).catch((error: unknown) => {
      throw unavailable((error as Error).cause ?? error, 'UNKNOWN');
    });
    const same = events.every(({ id }, n) => behind[n]?.id === id.toLowerCase());
    const last = behind.at(-1);
    return same && last?.position ? { revision: Number(last.revision), position: last.position.commit } : null;
  }
}

const toClient = ({ id, type, data, metadata }: Outgoing) =>
  jsonEvent({ id, type, data: data as JSONType, metadata: metadata as MetadataType });

function missing(stream: string): never {
  throw new EventStoreUnavailable(`the event store has deleted ${stream} and wrote nothing`);
}
