import type { Policy } from '@app/kernel';
import type { RoleUnassigned } from '../domain/group/group.events';
import type { MemberBanned } from '../domain/membership/membership.events';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';

/**
 * On `MemberBanned`, and on `RoleUnassigned` of a banned admin, which comes first: revokes the open invitations to the group
 * that the banned person made before.
 */
export const revokeInvitationsWhenInviterIsBanned: Policy<
  MemberBanned | RoleUnassigned,
  PolicyRequest,
  PolicyLookup,
  PolicyLookupResult
> = {
  name: 'revoke-invitations-when-inviter-is-banned',
  on: ['MemberBanned', 'RoleUnassigned'],
  lookup: ({ type, data }) =>
    type === 'RoleUnassigned' && data.because !== 'BANNED'
      ? null
      : { openInvitationsBy: { groupId: data.groupId, memberId: data.memberId } },
  requests: ({ data: { groupId, memberId: invitedById } }, invitations) =>
    invitations.map(({ memberId }) => ({
      name: 'RevokeInvitationOfBannedInviter',
      request: { groupId, memberId, invitedById },
    })),
};
