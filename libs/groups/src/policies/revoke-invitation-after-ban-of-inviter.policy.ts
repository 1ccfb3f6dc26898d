import type { Policy } from '@app/kernel';
import { groupStream } from '../domain/group/group.state';
import type { MemberInvited } from '../domain/membership/membership.events';
import { membershipStream } from '../domain/membership/membership.state';
import type { PolicyRequest } from './policy-requests';

/** On `MemberInvited`: revokes the invitation if the inviter was banned concurrently. */
export const revokeInvitationAfterBanOfInviter: Policy<MemberInvited, PolicyRequest> = {
  name: 'revoke-invitation-after-ban-of-inviter',
  on: ['MemberInvited'],
  requests: ({ data: { groupId, memberId, invitedById }, metadata: { siteId, judgedOn } }) => {
    const group = judgedOn?.[groupStream(siteId, groupId).name!];
    const inviterMembership = judgedOn?.[membershipStream(siteId, groupId, invitedById).name!];
    if (invitedById === undefined || group === undefined || inviterMembership === undefined) return [];
    const request = { groupId, memberId, invitedById, decidedOn: { group, inviterMembership } };
    return [{ name: 'RevokeInvitationOfBannedInviter', request }];
  },
};
