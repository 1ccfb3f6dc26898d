import { setTimeout as pause } from 'node:timers/promises';
import type { CommandError } from '@eventstore/db-client';
import { EventStoreUnavailable } from '../event-store';
import { Unanswered, type Clock } from './clock';

type Kind = CommandError['type'];

/** There was no room on the way to the server before the time was over. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  constructor() {
    super('the event store does not keep up');
  }
}

/** Long enough for a connection that was cut to be made again. */
const BREATH = 100;

const refusals: readonly unknown[] = [
  'access-denied',
  'invalid-argument',
  'maximum-append-size-exceeded',
  'not-leader',
  'stream-deleted',
] satisfies `${Kind}`[];

/** An error that the client made: it tells its kind, mostly in place of a message. Others passed through it. */
const kindOf = (error: unknown): unknown => (error as { readonly type?: unknown }).type;
export const isOfKind = <K extends `${Kind}`>(
  error: unknown,
  kind: K,
): error is Extract<CommandError, { type: `${K}` }> => kindOf(error) === kind;

/**
 * Whether an append that failed like this was never sent: the client asks what the server can do before it appends, and
 * what becomes of that question passes through.
 */
export const wasNeverSent = (error: unknown): boolean => kindOf(error) === undefined && !(error instanceof Unanswered);

/** Whether an append that failed like this has certainly written nothing: it was never sent, or the server said no. */
export const wroteNothing = (error: unknown): boolean => wasNeverSent(error) || refusals.includes(kindOf(error));

/** Any failure as the port tells it. */
export function unavailable(cause: unknown, outcome: 'NONE' | 'UNKNOWN' = 'NONE'): EventStoreUnavailable {
  const ours = cause instanceof Unanswered || cause instanceof NotSent;
  const message = ours ? cause.message : (distrust(cause) ?? 'the event store cannot be reached or refuses to answer');
  return new EventStoreUnavailable(message, outcome, { cause });
}

/** Why the server was not trusted, where that is why it cannot be reached: only another setting will help then. */
function distrust(cause: unknown): string | null {
  const [, why] = /Last error: Error: (.*certificate.*?)\. Resolution note/.exec(String(cause)) ?? [];
  return why ? `the event store is not trusted: ${why}` : null;
}

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
