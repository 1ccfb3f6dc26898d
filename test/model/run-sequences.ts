import type { EventStore } from '@app/event-store';
import fc from 'fast-check';
import { eventually } from '../support/stories';
import { actionSequences } from './action-generators';
import type { ActionResults } from './action-results';
import type { Action, ActionName, GeneratedAction } from './actions';
import { contradictingEvents } from './contradicting-events';
import { violatedInvariants } from './invariants';
import { withLikelyTarget } from './likely-targets';
import { Model } from './model';
import { snapshotOf } from './model-group';
import type { ObservedSnapshot, Snapshot } from './snapshots';

/** The service, however it is called, with a site that no other sequence of actions uses. */
export interface SystemUnderTest {
  readonly siteId: string;
  readonly events: EventStore;
  execute(action: Action): Promise<ActionResults>;
  /** The state of the n-th group. */
  observe(n: number): Promise<ObservedSnapshot>;
  /** Expects that somebody is shown what they may see, and nothing else. */
  compareViews?(model: Model, action: Action): Promise<void>;
}

/** A response waits one and a half seconds for what policies do, and no longer. A little less, as timers may come early. */
const POLICIES_WAITED_FOR_MS = 1400;

/**
 * Executes actions on the system and on the model, and compares both after each. `succeeded`: receives the names of
 * the actions that succeeded. An error lists the actions up to the one that went wrong.
 */
async function runSequence(
  sequence: readonly GeneratedAction[],
  system: SystemUnderTest,
  succeeded: Set<ActionName>,
): Promise<void> {
  const executed: Action[] = [];
  await compareWithModel(sequence, system, (action, results) => {
    executed.push(action);
    if (results.includes('ok')) succeeded.add(action.do);
  }).catch((error: unknown) => {
    const actions = executed.map((action) => JSON.stringify(action)).join(',\n');
    throw new Error(`After\n${actions}\n${(error as Error).message}`, { cause: error });
  });
}

async function compareWithModel(
  sequence: readonly GeneratedAction[],
  system: SystemUnderTest,
  onAction: (action: Action, expected: ActionResults) => void,
): Promise<void> {
  const model = new Model();
  const start = await system.events.lastPosition();
  let before: readonly ObservedSnapshot[] = [];
  for (const generated of sequence) {
    const action = withLikelyTarget(generated, model.groups);
    if (!model.canPredict(action)) continue;
    const modelBefore = model.serialized;
    const expected = model.apply(action);
    onAction(action, expected);
    const snapshots = model.groups.map(snapshotOf);

    const positionBefore = await system.events.lastPosition();
    const started = performance.now();
    const results = await system.execute(action);
    const policiesMayBeLate = performance.now() - started >= POLICIES_WAITED_FOR_MS;
    const observe = async (n: number) => ('in' in action && action.in !== n && before[n]) || system.observe(n);
    const compare = async (): Promise<readonly ObservedSnapshot[]> => {
      const wrote = (await system.events.lastPosition()) !== positionBefore;
      const now = await Promise.all(snapshots.map((_, n) => observe(n)));
      expect({ results, wrote, snapshots: now.map(toSnapshot), violated: violatedInvariants(before, now) }).toEqual({
        results: expected,
        wrote: model.serialized !== modelBefore, // what changes nothing writes nothing
        snapshots,
        violated: [],
      });
      return now;
    };
    before = await (policiesMayBeLate ? eventually(compare) : compare());
    await system.compareViews?.(model, action);
  }
  expect(await Promise.all(before.map((_, n) => system.observe(n)))).toEqual(before);
  expect(await contradictingEvents(system, start)).toEqual([]);
}

const toSnapshot = ({ createRequest, group }: ObservedSnapshot): Snapshot => ({ createRequest, group });

/** `timeLimit`: after so many milliseconds no further sequence begins, and a failing one is not shortened any more. */
export type RunOptions = { readonly numRuns: number; readonly maxActions: number; readonly timeLimit: number };

/**
 * Runs many generated sequences, each on a system of its own, and gives the names of the actions that succeeded in them.
 * A sequence that fails is shortened and reported with its seed and path; `MODEL_SEED` and `MODEL_PATH` run it again.
 */
export async function runManySequences(
  { numRuns, maxActions, timeLimit }: RunOptions,
  newSystem: () => Promise<SystemUnderTest>,
): Promise<Set<ActionName>> {
  const { MODEL_SEED: seed, MODEL_PATH: path } = process.env;
  const succeeded = new Set<ActionName>();
  let running = Promise.resolve();
  const property = fc.asyncProperty(actionSequences(maxActions), async (sequence) => {
    running = runSequence(sequence, await newSystem(), succeeded);
    await running;
  });
  const replay = { ...(seed !== undefined && { seed: Number(seed) }), ...(path !== undefined && { path }) };
  try {
    await fc.assert(property, { numRuns, interruptAfterTimeLimit: timeLimit, ...replay });
  } finally {
    await running.catch(() => undefined); // at the time limit one sequence may still be running
  }
  return succeeded;
}
