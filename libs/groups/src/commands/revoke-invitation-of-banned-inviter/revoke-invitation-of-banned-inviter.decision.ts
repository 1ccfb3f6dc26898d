import { accept, type Decision, type Position } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { InvitationRevoked } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';

export type RevokeInvitationOfBannedInviter = {
  groupId: GroupId;
  memberId: MemberId;
  /** Who made the invitation, and was banned. */
  invitedById: MemberId;
  /** The position of the ban or, with `decidedOn`, of the invitation. */
  since: Position;
  /** The revisions of the group and of the inviter's membership that the invitation was decided on. */
  decidedOn?: { readonly group: number; readonly inviterMembership: number };
};
type States = { group: Group; inviterMembership: Membership; targetMembership: Membership };

/**
 * Revokes an invitation whose inviter was banned after they decided to invite: by the ban, if the invitation was there
 * before; by the invitation, if it was decided before the ban and appended after it. No event for other invitations, such
 * as one that the inviter made after the ban was lifted.
 */
export function revokeInvitationOfBannedInviter(
  { groupId, memberId, invitedById, since, decidedOn }: RevokeInvitationOfBannedInviter,
  { group, inviterMembership, targetMembership }: States,
): Decision<InvitationRevoked, never> {
  const { invitation } = targetMembership;
  if (group.status !== 'ACTIVE' || invitation?.invitedById !== invitedById) return accept();
  const departed = group.departedAdmins.get(invitedById);
  const wasBannedMeanwhile = (on: NonNullable<typeof decidedOn>) =>
    (inviterMembership.latestBan !== null && inviterMembership.latestBan.revision > on.inviterMembership) ||
    (departed?.because === 'BANNED' && departed.revision > on.group);
  const mustEnd = decidedOn
    ? invitation.position === since && wasBannedMeanwhile(decidedOn)
    : invitation.position < since;
  return mustEnd ? accept({ type: 'InvitationRevoked', data: { groupId, memberId } }) : accept();
}
