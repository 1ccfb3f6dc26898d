import { type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { invite } from '../../domain/membership/inviting';
import type { MemberInvited } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isBanned, isKnown, mayInvite } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `openInvitations`: the number of other open invitations in the group. */
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
 * Invites a person with any profile; their pending request stays pending. No event if they are invited already. Refused if
 * the group does not allow the caller to invite, or the person is unknown, a member or banned.
 */
export function inviteMember(
  { groupId, memberId, openInvitations }: InviteMember,
  { targetMembership, person, ...states }: GroupAndCaller & { targetMembership: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<MemberInvited, InviteMemberRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayInvite(states, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (belongs(states.group, targetMembership, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(states.group, targetMembership, memberId)) return refuse('BANNED');
  return invite({ groupId, memberId }, targetMembership, openInvitations, caller);
}
