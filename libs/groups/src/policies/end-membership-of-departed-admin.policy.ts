import type { Policy } from '@app/kernel';
import type { RoleUnassigned } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** On `RoleUnassigned` of an admin who left, was removed or banned: ends the membership, and writes the ban. */
export const endMembershipOfDepartedAdmin: Policy<RoleUnassigned, PolicyRequest> = {
  name: 'end-membership-of-departed-admin',
  on: ['RoleUnassigned'],
  requests: ({ data: { groupId, memberId, because, ban } }) =>
    because ? [{ name: 'EndParticipation', request: { groupId, memberId, ...(ban && { ban }) } }] : [],
};
