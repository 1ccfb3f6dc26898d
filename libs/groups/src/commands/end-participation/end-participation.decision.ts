import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { ending } from '../../domain/membership/joining';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { reasons } from '../../domain/membership/reasons';
import { belongs, isBanned } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `ban`: what the group said when it banned one of its admins. */
export type EndParticipation = {
  groupId: GroupId;
  memberId: MemberId;
  ban?: { readonly bannedById?: MemberId; readonly reason?: string };
};
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * What somebody has in a group (membership, request, invitation) does not outlive the group, the account, or being let
 * go by the group; an admin who was banned is banned in the membership's own stream too.
 */
export function endParticipation(
  { groupId, memberId, ban }: EndParticipation,
  { group, targetMembership, person }: States,
): Decision<MembershipEvent, never> {
  const who = { groupId, memberId };
  const isDeleted = group.status === 'DELETED';
  const isGone = !belongs(group, targetMembership, memberId);
  const bans = ban !== undefined && !targetMembership.ban && isBanned(group, targetMembership, memberId);
  const isOver = isDeleted || (person.ended && group.ownerId !== memberId);
  const waits = targetMembership.request?.status === 'PENDING';
  const ended = { ...who, ...(isDeleted && { because: 'GROUP_DELETED' as const }) };
  const rejected = { ...ended, reason: isDeleted ? reasons.deleted : reasons.cannot };
  return accept<MembershipEvent>(
    ...(targetMembership.joined && (isOver || isGone) ? [ending(who, group)] : []),
    ...(waits && (isOver || bans) ? [{ type: 'JoinRequestRejected' as const, data: rejected }] : []),
    ...(targetMembership.invitation && (isOver || bans) ? [{ type: 'InvitationRevoked' as const, data: ended }] : []),
    ...(bans ? [{ type: 'MemberBanned' as const, data: { ...who, ...ban } }] : []),
  );
}
