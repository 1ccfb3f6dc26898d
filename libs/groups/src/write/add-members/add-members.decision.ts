import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { inviting } from '../../membership/inviting';
import { type Joining, joining } from '../../membership/joining';
import type { MemberInvited } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, hasPublicProfile, type Here, isBanned, isKnown, mayAddMembers } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

/** `openInvitations`: how many of others are open in the group. */
export type AddMember = { groupId: GroupId; memberId: MemberId; openInvitations: number };
export const addMembersRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'SITE_MEMBER_NOT_FOUND',
  'ALREADY_A_MEMBER',
  'BANNED',
  'TOO_MANY_PENDING',
] as const;
export type AddMemberRefusal = (typeof addMembersRefusals)[number];

/**
 * Makes somebody a member without their asking; a request of theirs that waits is granted by it. Whoever has a private
 * profile is invited instead, unless they are already.
 */
export function addMember(
  { groupId, memberId, openInvitations }: AddMember,
  { theirs, person, ...on }: Here & { theirs: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining | MemberInvited, AddMemberRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayAddMembers(on, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (belongs(on.group, theirs, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(on.group, theirs, memberId)) return refuse('BANNED');
  const who = { groupId, memberId };
  if (!hasPublicProfile(person, unknownSiteMembers)) return inviting(who, theirs, openInvitations, caller);
  return accept(...joining(who, on.group, theirs, 'ADDED'));
}
