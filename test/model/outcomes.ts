import type { Step } from './steps';

/** `ok`, or the code of the refusal; one for each person it was about, unless the call was refused as a whole. */
export type Outcomes = readonly string[];
export type Failure = { readonly id: string; readonly code: string };

/** What came of a step that gave this refusal, if any, and these failures, if any. */
export function outcomesOf(step: Step, refusal: string | undefined, failures: readonly Failure[] = []): Outcomes {
  const who = 'who' in step ? step.who : step.by;
  if (typeof who === 'string' || (refusal && failures.length === 0)) return [refusal ?? 'ok'];
  if (refusal && refusal !== failures[0]!.code) throw new Error(`${refusal} is not the first of the failures`);
  return who.map((one) => failures.find(({ id }) => id === one)?.code ?? 'ok');
}
