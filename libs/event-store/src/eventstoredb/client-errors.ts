import { setTimeout as pause } from 'node:timers/promises';
import type { CommandError } from '@eventstore/db-client';
import { EventStoreUnavailable } from '../event-store';
import { CallTimedOut, type CallTimeout } from './call-timeout';

type ErrorType = CommandError['type'];

/** The append could not be handed to the server within its time, so nothing was written. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  constructor() {
    super('the event store does not keep up');
  }
}

/** Milliseconds before a read is retried: long enough for a connection that was cut to be made again. */
const RETRY_DELAY = 100;

/** The errors with which a server rejects an append without writing anything. */
const rejections: readonly unknown[] = [
  'access-denied',
  'invalid-argument',
  'maximum-append-size-exceeded',
  'not-leader',
  'stream-deleted',
] satisfies `${ErrorType}`[];

/** The type of an error that the client made, which mostly stands in place of a message; `undefined` for any other error. */
const errorTypeOf = (error: unknown): unknown => (error as { readonly type?: unknown }).type;

/** Whether the client reported this error, with this type. */
export const isErrorOfType = <K extends `${ErrorType}`>(
  error: unknown,
  type: K,
): error is Extract<CommandError, { type: `${K}` }> => errorTypeOf(error) === type;

/**
 * Whether an append that failed with this error was never sent. The client asks for the server's features before it
 * appends, and passes the error of that request on as it is, without a type.
 */
const wasNotSent = (error: unknown): boolean => errorTypeOf(error) === undefined && !(error instanceof CallTimedOut);

/** Whether an append that failed with this error has certainly written nothing: it was not sent, or was rejected. */
export const wroteNothing = (error: unknown): boolean => wasNotSent(error) || rejections.includes(errorTypeOf(error));

/** The error as the port reports it. */
export function toUnavailable(cause: unknown, outcome: 'NONE' | 'UNKNOWN' = 'NONE'): EventStoreUnavailable {
  const isOurs = cause instanceof CallTimedOut || cause instanceof NotSent;
  const message = isOurs
    ? cause.message
    : (certificateErrorIn(cause) ?? 'the event store cannot be reached or refuses to answer');
  return new EventStoreUnavailable(message, outcome, { cause });
}

/** Why the server's certificate was not trusted, if that is the error: only another setting helps then. */
function certificateErrorIn(cause: unknown): string | null {
  const [, why] = /Last error: Error: (.*certificate.*?)\. Resolution note/.exec(String(cause)) ?? [];
  return why ? `the event store is not trusted: ${why}` : null;
}

/**
 * Runs a read, and once more when it fails and there is time left, since the client makes a new connection only then.
 * Throws `EventStoreUnavailable`.
 */
export async function withOneRetry<T>(timeout: CallTimeout, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CallTimedOut || timeout.remaining <= RETRY_DELAY) throw toUnavailable(error);
  }
  await pause(RETRY_DELAY);
  return read().catch((error: unknown) => {
    throw toUnavailable(error);
  });
}
