import { COMMAND_PREFIX } from '@app/decider';
import type { Caller } from '@app/kernel';
import { groupStream } from './group/group.state';
import type { GroupId } from './ids';
import { membershipStream } from './membership/membership.state';

/** What the names of our streams begin with: what subscriptions ask the event store for. */
export const ourPrefixes = ['group-', 'membership-', 'slug-', 'site-', 'siteMember-', COMMAND_PREFIX] as const;

/** The streams that every right in a group is judged on: the group's, and the caller's own membership in it. */
export const groupAndCaller = ({ siteId, memberId }: Caller, groupId: GroupId) => ({
  group: groupStream(siteId, groupId),
  callerMembership: membershipStream(siteId, groupId, memberId),
});
