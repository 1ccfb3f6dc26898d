import { accept, type Caller, type Decision, type Refused, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { type Banning, banning, type BanWords } from '../../membership/banning';
import type { Membership } from '../../membership/membership.state';
import { canSee, type Here, isAdmin, isBanned, isKnown, mayManage } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type BanMember = { groupId: GroupId; memberId: MemberId; reason?: string };
export const banMembersRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'SITE_MEMBER_NOT_FOUND',
  'OWNER_STAYS',
] as const;
export type BanMemberRefusal = (typeof banMembersRefusals)[number];
type On = Here & { theirs: Membership; person: SiteMember };

/**
 * Bans somebody from a group, member or not. An admin first loses that, in the group's own stream: so of two admins who
 * ban each other at once, the second is no admin any more. From there on they are banned.
 */
export function dismissBanned(
  request: BanMember,
  on: On,
  caller: Caller,
  rules: HouseRules,
): Decision<RoleUnassigned, BanMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = refused(request, on, caller, rules);
  if (refusal) return refusal;
  if (!isAdmin(on.group, on.theirs, memberId)) return accept();
  const ban = wordsOf(request, caller);
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'BANNED', ban } });
}

/**
 * The second step: whatever they have in the group ends, and the ban is written. `isAnnounced`: the first step has said
 * it in the group; then it takes no further right, and a ban that was lifted since stays lifted.
 */
export function banMember(
  { isAnnounced, ...request }: BanMember & { isAnnounced: boolean },
  on: On,
  caller: Caller,
  rules: HouseRules,
): Decision<Banning, BanMemberRefusal> {
  const { group, theirs } = on;
  const { groupId, memberId } = request;
  const refusal = isAnnounced ? null : refused(request, on, caller, rules);
  if (refusal) return refusal;
  const isStanding = isBanned(group, theirs, memberId);
  if (isStanding ? theirs.ban !== null : isAnnounced) return accept();
  const words = isStanding ? (group.gone.get(memberId)?.ban ?? {}) : wordsOf(request, caller);
  return accept(...banning({ groupId, memberId }, group, theirs, words));
}

const wordsOf = ({ reason }: BanMember, { memberId: bannedById }: Caller): BanWords => ({
  ...(bannedById !== undefined && { bannedById }),
  ...(reason !== undefined && { reason }),
});

function refused(
  { memberId }: BanMember,
  { group, mine, person }: On,
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Refused<BanMemberRefusal> | null {
  if (!canSee({ group, mine }, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage({ group, mine }, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
