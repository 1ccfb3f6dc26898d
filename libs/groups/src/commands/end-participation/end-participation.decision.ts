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
 * Ends a membership, pending request and invitation that began after the group was deleted, or that the account's end
 * ends, and the membership of a departed admin. Writes the ban of a banned admin to the membership's stream. No event if the
 * group was deleted after the policy's event, because everything in it ended there, or if they are a member by right.
 */
export function endParticipation(
  { groupId, memberId, since, ban }: EndParticipation,
  { group, targetMembership, person }: States,
): Decision<MembershipEvent, never> {
  if (group.deleted !== null && since < group.deleted) return accept();
  const who = { groupId, memberId };
  const isDeleted = group.status === 'DELETED';
  const isMember = belongs(group, targetMembership, memberId);
  const isLatestDeparture = group.departedAdmins.get(memberId)?.position === since;
  const mustBan =
    ban !== undefined && isLatestDeparture && !targetMembership.ban && isBanned(group, targetMembership, memberId);
  const isOver = isDeleted || (person.ended && group.ownerId !== memberId);
  const isPending = targetMembership.request?.status === 'PENDING';
  const ended = { ...who, ...(isDeleted && { because: 'GROUP_DELETED' as const }) };
  const rejected = {
    ...ended,
    reason: isDeleted ? rejectionReasons.groupDeleted : rejectionReasons.cannotBecomeMember,
  };
  return accept<MembershipEvent>(
    ...(targetMembership.joined && (isOver || !isMember) ? [endingEvent(who, group)] : []),
    ...(isPending && (isOver || mustBan) ? [{ type: 'JoinRequestRejected' as const, data: rejected }] : []),
    ...(targetMembership.invitation && (isOver || mustBan)
      ? [{ type: 'InvitationRevoked' as const, data: ended }]
      : []),
    ...(mustBan ? [{ type: 'MemberBanned' as const, data: { ...who, ...ban } }] : []),
  );
}
