import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import type { Membership } from '../../membership/membership.state';
import { canSee, hasPublicProfile, type Here, isBanned, isKnown, mayDecideRequests } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

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

/** Grants a request to join: from the same append on, the person belongs to the group. */
export function approveJoinRequest(
  { groupId, memberId }: ApproveJoinRequest,
  { theirs, person, ...on }: Here & { theirs: Membership; person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining, ApproveJoinRequestRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayDecideRequests(on, caller)) return refuse('PERMISSION_DENIED');
  if (!theirs.request) return refuse('JOIN_REQUEST_NOT_FOUND');
  if (theirs.request.status !== 'PENDING') return refuse('JOIN_REQUEST_NOT_PENDING');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (isBanned(on.group, theirs, memberId)) return refuse('BANNED');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  return accept(...joining({ groupId, memberId }, on.group, theirs, 'APPROVED'));
}
