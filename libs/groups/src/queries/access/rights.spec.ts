import type { GroupEvent } from '../../domain/group/group.events';
import { groupFold } from '../../domain/group/group.state';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import {
  belongs,
  canSee,
  canSeeEntrance,
  type GroupAndCaller,
  isAdmin,
  mayInvite,
  mayManage,
  maySeeRequests,
} from '../../domain/permissions';
import { documentAfter } from '../../testing/documents-after';
import {
  groupCreated,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { memberInvited, memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import { olga, type Person, ravi } from '../../testing/people.examples';
import { statesAfter } from '../../testing/scenario';
import { groups } from '../../views/groups.projection';
import { membershipId, memberships } from '../../views/memberships.projection';
import { rightsFromViews } from './rights';

type Events = readonly (GroupEvent | MembershipEvent)[];
const typesOfGroup: ReadonlySet<string> = new Set(groupFold.types);
const isOfGroup = (event: Events[number]): event is GroupEvent => typesOfGroup.has(event.type);

const fromEvents = (events: Events): GroupAndCaller =>
  statesAfter(events.map((event) => (isOfGroup(event) ? { group: [event] } : { callerMembership: [event] })));
const fromViews = (events: Events, who: Person) =>
  rightsFromViews(
    documentAfter(groups, events, groupId)!,
    documentAfter(memberships, events, membershipId(groupId, who.memberId)),
  );

/** What can happen next to somebody in the group. The events of memberships are theirs alone. */
function next({ group, callerMembership }: GroupAndCaller, who: Person): Events {
  const { joined, invitation } = callerMembership;
  const other = who === ravi ? olga : ravi;
  if (group.ownerId === who.memberId) return [groupOwnershipTransferred(who, other)];
  if (isAdmin(group, callerMembership, who.memberId))
    return [roleUnassigned(who), roleUnassigned(who, 'LEFT'), roleUnassigned(who, 'REMOVED')];
  if (belongs(group, callerMembership, who.memberId))
    return [memberLeft(who), memberRemoved(who), roleAssigned(who), groupOwnershipTransferred(other, who)];
  if (joined) return [memberLeft(who), memberRemoved(who)]; // an admin who has gone
  return [memberJoined(who), ...(invitation ? [] : [memberInvited(who)])];
}

function* histories(events: Events, who: Person, length: number): Generator<Events> {
  yield events;
  if (length > 0)
    for (const event of next(fromEvents(events), who)) yield* histories([...events, event], who, length - 1);
}

const founded = groupCreated({ privacyStatus: 'SECRET' });
it.each<[string, Person, Events]>([
  ['an outsider', ravi, [founded]],
  ['the founder', olga, [founded, memberJoined(olga, 'CREATED')]],
])('rights of %s are the same from views as from events, after each event', (_, who, start) => {
  const rules = { canSee, canSeeEntrance, mayManage, maySeeRequests, mayInvite };
  const rightsOf = (states: Parameters<typeof canSee>[0]) =>
    Object.entries(rules).flatMap(([name, rule]) => (rule(states, who) ? [name] : []));
  const wrong = [...histories(start, who, 6)].filter(
    (events) => rightsOf(fromViews(events, who)).join() !== rightsOf(fromEvents(events)).join(),
  );
  expect(wrong.map((events) => events.map(({ type, data }) => [type, data]))).toEqual([]);
});
