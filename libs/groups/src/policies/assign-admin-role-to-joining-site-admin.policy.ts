import type { Policy } from '@app/kernel';
import type { MemberJoined } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** On `MemberJoined` of a site admin: assigns the admin role to them. */
export const assignAdminRoleToJoiningSiteAdmin: Policy<MemberJoined, PolicyRequest> = {
  name: 'assign-admin-role-to-joining-site-admin',
  on: ['MemberJoined'],
  requests: ({ data: { groupId, memberId, becoming } }) =>
    becoming === 'ADMIN' ? [{ name: 'AssignAdminRoleToSiteAdmin', request: { groupId, memberId } }] : [],
};
