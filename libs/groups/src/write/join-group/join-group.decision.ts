import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { HouseRules } from '../../house-rules';
import type { GroupId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import { belongs, canSee, hasPublicProfile, type Here } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type JoinGroup = { groupId: GroupId };
export const joinGroupRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'PUBLIC_PROFILE_REQUIRED',
  'JOIN_BY_REQUEST_ONLY',
] as const;
export type JoinGroupRefusal = (typeof joinGroupRefusals)[number];

/** Joins a PUBLIC group. A site admin joins a group of any privacy, and becomes its admin. */
export function joinGroup(
  { groupId }: JoinGroup,
  { person, ...on }: Here & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining, JoinGroupRefusal> {
  const { group, mine } = on;
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, mine, caller.memberId)) return accept();
  if (caller.kind === 'SITE_ADMIN') return accept(...joining(who, group, mine, 'JOINED', 'ADMIN'));
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (group.details?.privacyStatus !== 'PUBLIC') return refuse('JOIN_BY_REQUEST_ONLY');
  return accept(...joining(who, group, mine, 'JOINED'));
}
