import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import { belongs, canApproach, hasPublicProfile, type Here, isBanned, isInvited } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

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

/** Becomes a member, as somebody invited: no question is asked, and a request that waits is granted. */
export function acceptInvitation(
  { groupId }: AcceptInvitation,
  { person, ...on }: Here & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining, AcceptInvitationRefusal> {
  const { group, mine } = on;
  if (!canApproach(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (belongs(group, mine, memberId)) return refuse('ALREADY_A_MEMBER');
  if (isBanned(group, mine, memberId)) return refuse('BANNED'); // and so not invited any more
  if (!isInvited(group, mine, memberId)) return refuse('INVITATION_NOT_FOUND');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  return accept(...joining({ groupId, memberId }, group, mine, 'INVITED'));
}
