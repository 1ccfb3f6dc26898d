import type { Policy } from '@app/kernel';
import type { RoleAssigned } from '../domain/group/group.events';
import type { MemberLeft, MemberRemoved } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** Somebody was made an admin in the moment in which they went: whichever came last takes the role back. */
export const unassignRoleOfFormerMember: Policy<RoleAssigned | MemberLeft | MemberRemoved, PolicyRequest> = {
  name: 'unassign-role-of-former-member',
  on: ['RoleAssigned', 'MemberLeft', 'MemberRemoved'],
  requests: ({ data: { groupId, memberId } }) => [
    { name: 'UnassignRoleOfFormerMember', request: { groupId, memberId } },
  ],
};
