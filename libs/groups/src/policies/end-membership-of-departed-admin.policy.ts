import type { Policy } from '@app/kernel';
import type { RoleUnassigned } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** An admin who left, was removed or banned has lost the role in the group's own stream; membership and ban follow. */
export const endMembershipOfDepartedAdmin: Policy<RoleUnassigned, PolicyRequest> = {
  name: 'end-membership-of-departed-admin',
  on: ['RoleUnassigned'],
  requests: ({ data: { groupId, memberId, because, ban } }) =>
    because ? [{ name: 'EndParticipation', request: { groupId, memberId, ...(ban && { ban }) } }] : [],
};
