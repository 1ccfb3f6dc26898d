import type { Caller, Decision, Event, Recorded, DeepReadonly } from '@app/kernel';
import { createRequestSubmitted, groupCreated, groupDeleted, roleAssigned, roleUnassigned } from './group.examples';
import type { GroupEvent } from '../domain/group/group.events';
import { groupFold } from '../domain/group/group.state';
import { history } from './history';
import type { DecisionSettings } from '../domain/decision-settings';
import { memberJoined, memberLeft } from './membership.examples';
import type { MemberJoined, MembershipEvent } from '../domain/membership/membership.events';
import { membershipFold } from '../domain/membership/membership.state';
import { type Person, ravi, settingsWithUnknown } from './people.examples';
import type { SiteEvent } from '../domain/site/site.events';
import { siteFold } from '../domain/site/site.state';
import type { SiteMemberEvent } from '../domain/site-member/site-member.events';
import { siteMemberFold } from '../domain/site-member/site-member.state';
import type { SlugEvent } from '../domain/slug/slug.events';
import { slugFold } from '../domain/slug/slug.state';

/** What happened in each stream, by the names that decisions give them. */
export type GivenEvents = {
  readonly group?: readonly GroupEvent[];
  /** Another group: the one that holds a slug. */
  readonly holder?: readonly GroupEvent[];
  /** The caller in the group. */
  readonly callerMembership?: readonly MembershipEvent[];
  /** Somebody else in the group. */
  readonly targetMembership?: readonly MembershipEvent[];
  readonly person?: readonly SiteMemberEvent[];
  readonly creator?: readonly SiteMemberEvent[];
  readonly site?: readonly SiteEvent[];
  readonly slug?: readonly SlugEvent[];
};
/**
 * One record after the other; within a record, people and their memberships first, then groups. Later events have
 * higher positions: whoever the group lets go in the record in which they joined is gone.
 */
export type Given = GivenEvents | readonly GivenEvents[];

const folds = {
  site: siteFold,
  person: siteMemberFold,
  creator: siteMemberFold,
  callerMembership: membershipFold,
  targetMembership: membershipFold,
  group: groupFold,
  holder: groupFold,
  slug: slugFold,
};
type Name = keyof typeof folds;
export type States = { readonly [N in Name]: DeepReadonly<ReturnType<(typeof folds)[N]['initial']>> };

/** The states of all streams after what is given; streams that are not named never held an event. */
export function statesAfter(given: Given): States {
  const record = history();
  const states = Object.fromEntries(Object.entries(folds).map(([name, { initial }]) => [name, initial()]));
  for (const happened of [given].flat() as readonly GivenEvents[])
    for (const name of Object.keys(folds) as Name[]) {
      const evolve = folds[name].evolve as (state: unknown, event: Recorded) => unknown;
      for (const event of happened[name] ?? []) states[name] = evolve(states[name], record(name, event)) as never;
    }
  return states as unknown as States;
}

type Decide<When, E extends Event, Code extends string> = (
  when: When,
  on: States,
  caller: Caller,
  rules: DecisionSettings,
) => Decision<E, Code>;
/** `then`: exactly these events follow (none: it is so already). `refused`: this code is the answer, with this data. */
export type Scenario<When, E extends Event, Code extends string> = {
  readonly given: Given;
  readonly when: When;
  readonly by?: Caller;
  readonly rules?: DecisionSettings;
} & ({ readonly then: readonly E[] } | { readonly refused: Code; readonly data?: Readonly<Record<string, unknown>> });

/** Binds a decision: given these events, when this is asked by ravi (or `by`), then these events follow, or it is refused. */
export const scenarioOf =
  <When, E extends Event, Code extends string>(decide: Decide<When, E, Code>) =>
  ({ given, when, by = ravi, rules = settingsWithUnknown('PUBLIC'), ...outcome }: Scenario<When, E, Code>): void => {
    const decision = decide(when, statesAfter(given), by, rules);
    if ('then' in outcome) expect(decision).toStrictEqual({ accepted: true, events: outcome.then });
    else {
      const { refused: refusal, data } = outcome;
      expect(decision).toStrictEqual({ accepted: false, refusal, ...(data && { data }) });
    }
  };

/** The membership of a caller who is one of these people: what a table gives to `mine` for each of its callers. */
export const joinedIfOneOf = (members: readonly Person[], caller: Caller): MemberJoined[] =>
  members.filter((member) => member === caller).map((member) => memberJoined(member));

const secret = groupCreated({ privacyStatus: 'SECRET' });

/** Where ravi finds no group: there is none (any more), or it is hidden from him. */
export const missingToRavi: readonly (readonly [string, Given])[] = [
  ['a group nobody created', {}],
  ['a group that was only asked for', { group: [createRequestSubmitted()] }],
  ['a deleted group', { callerMembership: [memberJoined(ravi)], group: [groupCreated(), groupDeleted()] }],
  ['a secret group that he is not in', { group: [secret] }],
  ['a secret group that he left', { group: [secret], callerMembership: [memberJoined(ravi), memberLeft(ravi)] }],
  [
    'a secret group that has let him go as its admin',
    { callerMembership: [memberJoined(ravi)], group: [secret, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
  ],
];
