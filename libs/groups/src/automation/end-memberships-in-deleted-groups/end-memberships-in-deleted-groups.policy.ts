import type { Policy } from '@app/kernel';
import type { MemberJoined } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

/** Whoever joined in the moment in which the group was deleted belongs to nothing. */
export const endMembershipsInDeletedGroups: Policy<MemberJoined, PolicyRequest> = {
  name: 'end-memberships-in-deleted-groups',
  on: ['MemberJoined'],
  then: ({ data: { groupId, memberId } }) => [{ name: 'EndMembership', request: { groupId, memberId } }],
};
