import { setTimeout as pause } from 'node:timers/promises';
import {
  AccessDeniedError,
  InvalidArgumentError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
} from '@eventstore/db-client';
import { EventStoreUnavailable } from '../event-store';
import { Unanswered, type Clock } from './clock';

/** Long enough for a connection that was cut to be made again. */
const BREATH = 100;

const refusals = [
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
];

/**
 * Whether an append that failed like this has certainly written nothing: the server said no, or the append was never
 * sent. The latter shows in an error that the client did not make: it asks what the server can do, over a connection
 * that it could not open, before it appends.
 */
export const wroteNothing = (error: unknown): boolean =>
  refusals.some((refusal) => error instanceof refusal) ||
  !(isCommandError(error as Error) || error instanceof Unanswered);

export const unavailable = (cause: unknown, outcome: 'NONE' | 'UNKNOWN' = 'NONE'): EventStoreUnavailable => {
  if (cause instanceof EventStoreUnavailable) return cause;
  const why = cause instanceof Unanswered ? 'did not answer in time' : 'cannot be reached or refuses to answer';
  return new EventStoreUnavailable(`the event store ${why}`, outcome, { cause });
};

/** Asks, and asks once more when the connection was lost, for that is how the client makes a new one. For reads. */
export async function askingTwice<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Unanswered || clock.left <= BREATH) throw unavailable(error);
  }
  await pause(BREATH);
  return ask().catch((error: unknown) => {
    throw unavailable(error);
  });
}
