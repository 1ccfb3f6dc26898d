import { type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { inviting } from '../../membership/inviting';
import type { MemberInvited } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isBanned, isKnown, mayInvite } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

/** `openInvitations`: how many others are open in the group. */
export type InviteMember = { groupId: GroupId; memberId: MemberId; openInvitations: number };
export const inviteMembersRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'SITE_MEMBER_NOT_FOUND',
  'ALREADY_A_MEMBER',
  'BANNED',
  'TOO_MANY_PENDING',
] as const;
export type InviteMemberRefusal = (typeof inviteMembersRefusals)[number];

/**
 * Invites somebody, with any profile. It is theirs to accept or decline; a request of theirs that waits goes on waiting.
 * Whoever is invited already stays so.
 */
export function inviteMember(
  { groupId, memberId, openInvitations }: InviteMember,
  { theirs, person, ...on }: Here & { theirs: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<MemberInvited, InviteMemberRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayInvite(on, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (belongs(on.group, theirs, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(on.group, theirs, memberId)) return refuse('BANNED');
  return inviting({ groupId, memberId }, theirs, openInvitations, caller);
}
