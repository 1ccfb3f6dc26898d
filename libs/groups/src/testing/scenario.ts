import type { Caller, Decision, DeepReadonly, Event, Recorded } from '@app/kernel';
import type { DecisionSettings } from '../domain/decision-settings';
import type { GroupEvent } from '../domain/group/group.events';
import { groupFold } from '../domain/group/group.state';
import type { MemberJoined, MembershipEvent } from '../domain/membership/membership.events';
import { membershipFold } from '../domain/membership/membership.state';
import type { SiteMemberEvent } from '../domain/site-member/site-member.events';
import { siteMemberFold } from '../domain/site-member/site-member.state';
import type { SiteEvent } from '../domain/site/site.events';
import { siteFold } from '../domain/site/site.state';
import type { SlugEvent } from '../domain/slug/slug.events';
import { slugFold } from '../domain/slug/slug.state';
import { createRequestSubmitted, groupCreated, groupDeleted, roleAssigned, roleUnassigned } from './group.examples';
import { history } from './history';
import { memberJoined, memberLeft } from './membership.examples';
import { type Person, ravi, settingsWithUnknown } from './people.examples';

/** The events of each stream, by the names that decisions have for their states. */
export type GivenEvents = {
  readonly group?: readonly GroupEvent[];
  /** The group that holds a slug. */
  readonly holder?: readonly GroupEvent[];
  readonly formerHolder?: readonly GroupEvent[];
  /** The caller's membership. */
  readonly callerMembership?: readonly MembershipEvent[];
  /** The membership of the person that the request is about. */
  readonly targetMembership?: readonly MembershipEvent[];
  readonly person?: readonly SiteMemberEvent[];
  readonly creator?: readonly SiteMemberEvent[];
  readonly site?: readonly SiteEvent[];
  readonly slug?: readonly SlugEvent[];
};
/**
 * Given events, or several records of them in order. Within a record, the events of people and memberships come before
 * those of groups. So an admin who joins and departs in the same record has departed.
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
  formerHolder: groupFold,
  slug: slugFold,
};
type Name = keyof typeof folds;
export type States = { readonly [N in Name]: DeepReadonly<ReturnType<(typeof folds)[N]['initial']>> };

/** The states of all streams after the given events; streams that are not named are empty. */
export function statesAfter(given: Given): States {
  const record = history();
  const states = Object.fromEntries(Object.entries(folds).map(([name, { initial }]) => [name, initial()]));
  for (const events of [given].flat() as readonly GivenEvents[])
    for (const name of Object.keys(folds) as Name[]) {
      const evolve = folds[name].evolve as (state: unknown, event: Recorded) => unknown;
      for (const event of events[name] ?? []) states[name] = evolve(states[name], record(name, event)) as never;
    }
  return states as unknown as States;
}

type Decide<When, E extends Event, Code extends string> = (
  when: When,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
) => Decision<E, Code>;
/** `then`: the decision accepts with exactly these events. `refused`: it refuses with this code and data. */
export type Scenario<When, E extends Event, Code extends string> = {
  readonly given: Given;
  readonly when: When;
  readonly by?: Caller;
  readonly settings?: DecisionSettings;
} & ({ readonly then: readonly E[] } | { readonly refused: Code; readonly data?: Readonly<Record<string, unknown>> });

/** Tests a decision: given these events, when ravi (or `by`) sends this request, then these events follow, or it is refused. */
export const scenarioOf =
  <When, E extends Event, Code extends string>(decide: Decide<When, E, Code>) =>
  ({
    given,
    when,
    by = ravi,
    settings: rules = settingsWithUnknown('PUBLIC'),
    ...expected
  }: Scenario<When, E, Code>): void => {
    const decision = decide(when, statesAfter(given), by, rules);
    if ('then' in expected) expect(decision).toStrictEqual({ accepted: true, events: expected.then });
    else {
      const { refused: refusal, data } = expected;
      expect(decision).toStrictEqual({ accepted: false, refusal, ...(data && { data }) });
    }
  };

/** The events of the caller's membership if they are one of these people; otherwise none. For tables of callers. */
export const joinedIfOneOf = (members: readonly Person[], caller: Caller): MemberJoined[] =>
  members.filter((member) => member === caller).map((member) => memberJoined(member));

const secret = groupCreated({ privacyStatus: 'SECRET' });

/** Groups that do not exist for ravi: not created, deleted, or SECRET. */
export const groupsHiddenFromRavi: readonly (readonly [string, Given])[] = [
  ['a group that does not exist', {}],
  ['a group with a pending create request', { group: [createRequestSubmitted()] }],
  ['a deleted group', { callerMembership: [memberJoined(ravi)], group: [groupCreated(), groupDeleted()] }],
  ['a secret group of others', { group: [secret] }],
  [
    'a secret group that the caller left',
    { group: [secret], callerMembership: [memberJoined(ravi), memberLeft(ravi)] },
  ],
  [
    'a secret group that the caller left as an admin, with the membership not ended yet',
    { callerMembership: [memberJoined(ravi)], group: [secret, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
  ],
];
