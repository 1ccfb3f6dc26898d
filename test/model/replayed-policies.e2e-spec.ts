import { randomUUID } from 'node:crypto';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import fc from 'fast-check';
import { actionSequences } from './action-generators';
import { type Action, app, type GeneratedAction, siteAdmin, visitor } from './actions';
import { domainCommandFor } from './domain-commands';
import { withLikelyTarget } from './likely-targets';
import { Model } from './model';
import {
  appendedByReplay,
  described,
  type GroupsWithLatePolicies,
  startWithLatePolicies,
} from '../support/late-policies';

const isLong = process.env.LONG !== undefined;
const BATCH = 40; // histories in one store; more at once would wait too long for each other
const batches = isLong ? 25 : 1;
const seed = Number(process.env.MODEL_SEED ?? Date.now());
/** The policies run after so many rounds of actions at most. */
const MAX_LATENESS = 4;

/** Rounds of actions that are executed at the same time, by one to three callers. */
const rounds = fc
  .tuple(actionSequences(80), fc.infiniteStream(fc.integer({ min: 1, max: 3 })))
  .map(([actions, sizes]) => {
    const rest = [...actions];
    const result: GeneratedAction[][] = [];
    while (rest.length > 0) result.push(rest.splice(0, sizes.next().value as number));
    return result;
  });

/** A site on which a history happens. */
class Site {
  readonly siteId = randomUUID();
  /** Knows roughly who is where, so that actions have likely targets; it does not know what races. */
  private readonly model = new Model();
  private readonly groupIds: string[] = [];
  constructor(
    private readonly groups: GroupsWithLatePolicies,
    private readonly rest: GeneratedAction[][],
  ) {}

  /** Executes the next rounds; false when none is left. */
  async next(count: number): Promise<boolean> {
    for (const round of this.rest.splice(0, count)) {
      const actions = round.map((generated) => withLikelyTarget(generated, this.model.groups));
      const possible = actions.filter((action) => this.model.canPredict(action) && action.by !== visitor);
      await Promise.all(
        possible.map((action) => {
          const results = this.model.apply(action);
          return this.execute(action, results.includes('ok'));
        }),
      );
    }
    return this.rest.length > 0;
  }

  private async execute(action: Action, isExpectedToSucceed: boolean): Promise<void> {
    const isNew = action.do === 'createGroup' || action.do === 'askToCreate';
    const groupId = (!isNew && 'in' in action && this.groupIds[action.in]) || randomUUID();
    if (isNew && isExpectedToSucceed) this.groupIds.push(groupId);
    const input = { groupId, questionId: undefined, caller: callerOf(action.by, this.siteId) };
    await this.groups.commands.execute(domainCommandFor(action, input)).catch((error: unknown) => {
      if (!(error instanceof Unauthenticated)) throw error;
    });
  }
}

function callerOf(by: string, siteId: string): Caller {
  if (by === app) return { kind: 'APP', siteId, id: by };
  return { kind: by === siteAdmin ? 'SITE_ADMIN' : 'MEMBER', siteId, id: by, memberId: by };
}

/** Makes histories in one store, with policies that are late, then has the policies handle everything once more. */
async function appendedByReplayOf(histories: readonly GeneratedAction[][][]): Promise<readonly string[]> {
  const events = new InMemoryEventStore();
  const groups = await startWithLatePolicies(events);
  const sites = histories.map((history) => new Site(groups, history));
  const lateness = fc.sample(fc.integer({ min: 1, max: MAX_LATENESS }), { numRuns: 100, seed });
  for (let n = 0, more = true; more; n++) {
    const left = await Promise.all(sites.map((site) => site.next(lateness[n % lateness.length]!)));
    await groups.runPolicies();
    more = left.includes(true);
  }
  await groups.stop();
  return described(events, await appendedByReplay(events));
}

it(
  `policies that run again from the first event on append nothing (MODEL_SEED=${seed})`,
  async () => {
    const histories = fc.sample(rounds, { numRuns: batches * BATCH, seed });
    const appended: string[] = [];
    while (histories.length > 0) appended.push(...(await appendedByReplayOf(histories.splice(0, BATCH))));
    expect(appended).toEqual([]);
  },
  isLong ? 1_800_000 : 240_000,
);
