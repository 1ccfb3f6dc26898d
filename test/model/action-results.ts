import type { Action } from './actions';

/** `ok`, or the code of the refusal; one for each person it was about, unless the call was refused as a whole. */
export type ActionResults = readonly string[];
export type Failure = { readonly id: string; readonly code: string };

/** The results of an action that gave this refusal, if any, and these failures, if any. */
export function resultsOf(
  action: Action,
  refusal: string | undefined,
  failures: readonly Failure[] = [],
): ActionResults {
  const who = 'who' in action ? action.who : action.by;
  if (typeof who === 'string' || (refusal && failures.length === 0)) return [refusal ?? 'ok'];
  if (refusal && refusal !== failures[0]!.code) throw new Error(`${refusal} is not the first of the failures`);
  return who.map((one) => failures.find(({ id }) => id === one)?.code ?? 'ok');
}
