import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import type { Membership } from '../../domain/membership/membership.state';
import {
  canSee,
  type GroupAndCaller,
  hasPublicProfile,
  isBanned,
  isKnown,
  mayDecideRequests,
} from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type ApproveJoinRequest = { groupId: GroupId; memberId: MemberId };
export const approveJoinRequestsRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'JOIN_REQUEST_NOT_FOUND',
  'JOIN_REQUEST_NOT_PENDING',
  'SITE_MEMBER_NOT_FOUND',
  'BANNED',
  'PUBLIC_PROFILE_REQUIRED',
] as const;
export type ApproveJoinRequestRefusal = (typeof approveJoinRequestsRefusals)[number];

/**
 * Approves a pending request to join; the person becomes a member in the same append. Refused if the caller may not decide
 * requests, or if the person is unknown, banned or has a private profile.
 */
export function approveJoinRequest(
  { groupId, memberId }: ApproveJoinRequest,
  { targetMembership, person, ...states }: GroupAndCaller & { targetMembership: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoiningEvent, ApproveJoinRequestRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayDecideRequests(states, caller)) return refuse('PERMISSION_DENIED');
  if (!targetMembership.request) return refuse('JOIN_REQUEST_NOT_FOUND');
  if (targetMembership.request.status !== 'PENDING') return refuse('JOIN_REQUEST_NOT_PENDING');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (isBanned(states.group, targetMembership, memberId)) return refuse('BANNED');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  return accept(...joiningEvents({ groupId, memberId }, states.group, targetMembership, 'APPROVED'));
}
