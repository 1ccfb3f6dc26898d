import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId } from '../../domain/ids';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import {
  belongs,
  canSeeEntrance,
  type GroupAndCaller,
  hasPublicProfile,
  isBanned,
  isInvited,
} from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type AcceptInvitation = { groupId: GroupId };
export const acceptInvitationRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'ALREADY_A_MEMBER',
  'BANNED',
  'INVITATION_NOT_FOUND',
  'PUBLIC_PROFILE_REQUIRED',
] as const;
export type AcceptInvitationRefusal = (typeof acceptInvitationRefusals)[number];

/**
 * Accepts the caller's invitation: they become a member without answering questions, and a pending request is approved.
 * Refused without an open invitation, or with a private profile.
 */
export function acceptInvitation(
  { groupId }: AcceptInvitation,
  { person, ...states }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoiningEvent, AcceptInvitationRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (belongs(group, callerMembership, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(group, callerMembership, memberId)) return refuse('BANNED');
  if (!isInvited(group, callerMembership, memberId)) return refuse('INVITATION_NOT_FOUND');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  return accept(...joiningEvents({ groupId, memberId }, group, callerMembership, 'INVITED'));
}
