import { COMMAND_PREFIX } from '@app/decider';
import type { Caller } from '@app/kernel';
import { groupStream } from './group/group.state';
import type { GroupId } from './ids';
import { membershipStream } from './membership/membership.state';

/** The prefixes of the stream names of this service: subscriptions filter by them. */
export const streamPrefixes = ['group-', 'membership-', 'slug-', 'site-', 'siteMember-', COMMAND_PREFIX] as const;

/** The streams that every right in a group depends on: the group, and the caller's membership in it. */
export const groupAndCaller = ({ siteId, memberId }: Caller, groupId: GroupId) => ({
  group: groupStream(siteId, groupId),
  callerMembership: membershipStream(siteId, groupId, memberId),
});
