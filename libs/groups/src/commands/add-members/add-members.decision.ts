import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { invite } from '../../domain/membership/inviting';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import type { MemberInvited } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import {
  belongs,
  canSee,
  type GroupAndCaller,
  hasPublicProfile,
  isBanned,
  isKnown,
  mayAddMembers,
} from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `openInvitations`: the number of other open invitations in the group. */
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
 * Adds a person as a member and approves their pending request. A person with a private profile is invited instead.
 * Refused if the group does not allow the caller to add, or the person is unknown, a member or banned.
 */
export function addMember(
  { groupId, memberId, openInvitations }: AddMember,
  { targetMembership, person, ...states }: GroupAndCaller & { targetMembership: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoiningEvent | MemberInvited, AddMemberRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayAddMembers(states, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (belongs(states.group, targetMembership, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(states.group, targetMembership, memberId)) return refuse('BANNED');
  const who = { groupId, memberId };
  if (!hasPublicProfile(person, unknownSiteMembers)) return invite(who, targetMembership, openInvitations, caller);
  return accept(...joiningEvents(who, states.group, targetMembership, 'ADDED'));
}
