import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import { ending } from '../../membership/joining';
import type { MembershipEvent } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { reasons } from '../../membership/reasons';
import { belongs, isBanned } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

/** `ban`: what the group said when it banned one of its admins. */
export type EndPlace = {
  groupId: GroupId;
  memberId: MemberId;
  ban?: { readonly bannedById?: MemberId; readonly reason?: string };
};
type On = { group: Group; theirs: Membership; person: SiteMember };

/**
 * What somebody has in a group (membership, request, invitation) does not outlive the group, the account, or being let
 * go by the group; an admin who was banned is banned in the membership's own stream too.
 */
export function endPlace(
  { groupId, memberId, ban }: EndPlace,
  { group, theirs, person }: On,
): Decision<MembershipEvent, never> {
  const who = { groupId, memberId };
  const isDeleted = group.status === 'DELETED';
  const isGone = !belongs(group, theirs, memberId);
  const bans = ban !== undefined && !theirs.ban && isBanned(group, theirs, memberId);
  const isOver = isDeleted || (person.ended && group.ownerId !== memberId);
  const waits = theirs.request?.status === 'PENDING';
  const ended = { ...who, ...(isDeleted && { because: 'GROUP_DELETED' as const }) };
  const rejected = { ...ended, reason: isDeleted ? reasons.deleted : reasons.cannot };
  return accept<MembershipEvent>(
    ...(theirs.joined && (isOver || isGone) ? [ending(who, group)] : []),
    ...(waits && (isOver || bans) ? [{ type: 'JoinRequestRejected' as const, data: rejected }] : []),
    ...(theirs.invitation && (isOver || bans) ? [{ type: 'InvitationRevoked' as const, data: ended }] : []),
    ...(bans ? [{ type: 'MemberBanned' as const, data: { ...who, ...ban } }] : []),
  );
}
