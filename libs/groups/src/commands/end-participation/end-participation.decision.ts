import { accept, type Decision, type Position } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { endingEvent } from '../../domain/membership/joining';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { rejectionReasons } from '../../domain/membership/rejection-reasons';
import { belongs, isBanned } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `since`: the position of the policy's event. `ban`: the data of the ban in the group's stream, if an admin was banned. */
export type EndParticipation = {
  groupId: GroupId;
  memberId: MemberId;
  since: Position;
  ban?: { readonly bannedById?: MemberId; readonly reason?: string };
};
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * Ends a membership, pending request and invitation that the account's end ends, and the membership of a departed admin.
 * Writes the ban of a banned admin to the membership's stream. No event if they are a member by right. In a deleted group
 * everything has ended, so only what began after it is ended; `settleJoinRequest` does that for a request.
 */
export function endParticipation(
  { groupId, memberId, since, ban }: EndParticipation,
  { group, targetMembership, person }: States,
): Decision<MembershipEvent, never> {
  const who = { groupId, memberId };
  if (group.deleted !== null) return endSince(group.deleted, who, group, targetMembership);
  const isMember = belongs(group, targetMembership, memberId);
  const isLatestDeparture = group.departedAdmins.get(memberId)?.position === since;
  const mustBan =
    ban !== undefined && isLatestDeparture && !targetMembership.ban && isBanned(group, targetMembership, memberId);
  const isOver = person.ended && group.ownerId !== memberId;
  const isPending = targetMembership.request?.status === 'PENDING';
  const rejected = { ...who, reason: rejectionReasons.cannotBecomeMember };
  return accept<MembershipEvent>(
    ...(targetMembership.joined && (isOver || !isMember) ? [endingEvent(who, group, targetMembership)] : []),
    ...(isPending && (isOver || mustBan) ? [{ type: 'JoinRequestRejected' as const, data: rejected }] : []),
    ...(targetMembership.invitation && (isOver || mustBan) ? [{ type: 'InvitationRevoked' as const, data: who }] : []),
    ...(mustBan ? [{ type: 'MemberBanned' as const, data: { ...who, ...ban } }] : []),
  );
}

/** Ends a membership and an invitation that were decided before the group was deleted and appended after it. */
function endSince(
  deleted: Position,
  who: { groupId: GroupId; memberId: MemberId },
  group: Group,
  membership: Membership,
): Decision<MembershipEvent, never> {
  const { joined, invitation } = membership;
  const revoked = { type: 'InvitationRevoked' as const, data: { ...who, because: 'GROUP_DELETED' as const } };
  return accept<MembershipEvent>(
    ...(joined && joined.position > deleted ? [endingEvent(who, group, membership)] : []),
    ...(invitation && invitation.position > deleted ? [revoked] : []),
  );
}
