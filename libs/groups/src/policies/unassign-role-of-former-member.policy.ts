import type { Policy } from '@app/kernel';
import type { RoleAssigned } from '../domain/group/group.events';
import type { MemberLeft, MemberRemoved } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** On `RoleAssigned` and the end of a membership: unassigns the role of somebody who left concurrently. */
export const unassignRoleOfFormerMember: Policy<RoleAssigned | MemberLeft | MemberRemoved, PolicyRequest> = {
  name: 'unassign-role-of-former-member',
  on: ['RoleAssigned', 'MemberLeft', 'MemberRemoved'],
  requests: ({ data: { groupId, memberId } }) => [
    { name: 'UnassignRoleOfFormerMember', request: { groupId, memberId } },
  ],
};
