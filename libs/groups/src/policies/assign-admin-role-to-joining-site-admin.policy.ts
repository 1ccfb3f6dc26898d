import type { Policy } from '@app/kernel';
import type { MemberJoined } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** On `MemberJoined` of a site admin, or of a former owner who should have been a member: assigns the admin role to them. */
export const assignAdminRoleToJoiningSiteAdmin: Policy<MemberJoined, PolicyRequest> = {
  name: 'assign-admin-role-to-joining-site-admin',
  on: ['MemberJoined'],
  requests: ({ data: { groupId, memberId, becoming } }) =>
    becoming === 'ADMIN' ? [{ name: 'AssignPromisedAdminRole', request: { groupId, memberId } }] : [],
};
