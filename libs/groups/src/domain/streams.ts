import { COMMAND_PREFIX } from '@app/decider';
import type { Caller, StoredEvents } from '@app/kernel';
import { groupFold, groupStream } from './group/group.state';
import { groupUpcasts } from './group/group.upcasts';
import type { GroupId } from './ids';
import { membershipFold, membershipStream } from './membership/membership.state';
import { siteMemberFold } from './site-member/site-member.state';
import { siteFold } from './site/site.state';
import { slugFold } from './slug/slug.state';

/** What the streams of this service hold, and how events of former types are read. */
export const storedEvents: readonly StoredEvents[] = [
  { prefix: 'group-', types: groupFold.types, upcasts: groupUpcasts },
  { prefix: 'membership-', types: membershipFold.types },
  { prefix: 'slug-', types: slugFold.types },
  { prefix: 'site-', types: siteFold.types },
  { prefix: 'siteMember-', types: siteMemberFold.types },
  { prefix: COMMAND_PREFIX, types: ['CommandClaimed'] },
];

/** The prefixes of the stream names of this service: subscriptions filter by them. */
export const streamPrefixes = storedEvents.map(({ prefix }) => prefix);

/** The streams that every right in a group depends on: the group, and the caller's membership in it. */
export const groupAndCaller = ({ siteId, memberId }: Caller, groupId: GroupId) => ({
  group: groupStream(siteId, groupId),
  callerMembership: membershipStream(siteId, groupId, memberId),
});
