import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, hasPublicProfile, type Here, isKnown, mayAddMembers } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type AddMember = { groupId: GroupId; memberId: MemberId };
export const addMembersRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'SITE_MEMBER_NOT_FOUND',
  'ALREADY_A_MEMBER',
  'PUBLIC_PROFILE_REQUIRED',
] as const;
export type AddMemberRefusal = (typeof addMembersRefusals)[number];

/** Makes somebody a member without their asking; a request of theirs that waits is granted by it. */
export function addMember(
  { groupId, memberId }: AddMember,
  { theirs, person, ...on }: Here & { theirs: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining, AddMemberRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayAddMembers(on, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (belongs(on.group, theirs, memberId)) return refuse('ALREADY_A_MEMBER');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  return accept(...joining({ groupId, memberId }, on.group, theirs, 'ADDED'));
}
