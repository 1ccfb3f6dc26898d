import type { HttpResponse } from '../support/call';
import { LONG } from '../support/waiting';

/** Helpers for tests that make calls at the same moment, round after round. */

/** The numbers of so many rounds; without `LONG=1` of six at most, which is enough for all that changes from round to round. */
export const rounds = (count: number): number[] => times(LONG ? count : Math.min(count, 6));

export const times = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

type Coded = Pick<HttpResponse, 'status' | 'body'>;

/** 200, or the code of the error. */
export const codeOf = ({ status, body }: Coded): number | string => (status === 200 ? 200 : (body.message as string));

/** The codes of calls that are under way, in the order given. */
export const codesOf = async (...calls: readonly PromiseLike<Coded>[]): Promise<(number | string)[]> =>
  (await Promise.all(calls)).map(codeOf);

/** Starts the calls, another one first in each round. Gives them in the order given. */
export function startInTurn<T>(round: number, ...calls: readonly (() => T)[]): T[] {
  const started: T[] = [];
  for (let n = 0; n < calls.length; n++) {
    const next = (round + n) % calls.length;
    started[next] = calls[next]!();
  }
  return started;
}
