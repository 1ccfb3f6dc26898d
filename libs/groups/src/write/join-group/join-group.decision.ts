import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { answersTo, type GivenAnswer } from '../../group/group.entrance';
import type { HouseRules } from '../../house-rules';
import type { GroupId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import { belongs, canApproach, hasPublicProfile, type Here, isBanned, isInvited } from '../../permissions';
import type { SiteMember } from '../../site-member/site-member.state';

export type JoinGroup = { groupId: GroupId; answers?: readonly GivenAnswer[] };
export const joinGroupRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'BANNED',
  'PUBLIC_PROFILE_REQUIRED',
  'JOIN_BY_REQUEST_ONLY',
] as const;
export type JoinGroupRefusal = (typeof joinGroupRefusals)[number] | 'QUESTIONS_UNANSWERED' | 'ANSWER_TO_NO_QUESTION';

/**
 * Joins a PUBLIC group. A site admin joins a group of any privacy, and becomes its admin. Whoever is invited accepts by
 * joining, and is asked nothing.
 */
export function joinGroup(
  { groupId, answers = [] }: JoinGroup,
  { person, ...on }: Here & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: HouseRules,
): Decision<Joining, JoinGroupRefusal> {
  const { group, mine } = on;
  if (!canApproach(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, mine, caller.memberId)) return accept();
  if (isBanned(group, mine, caller.memberId)) return refuse('BANNED');
  if (caller.kind === 'SITE_ADMIN') return accept(...joining(who, group, mine, 'JOINED', { becoming: 'ADMIN' }));
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (isInvited(group, mine, caller.memberId)) return accept(...joining(who, group, mine, 'INVITED'));
  if (group.details?.privacyStatus !== 'PUBLIC') return refuse('JOIN_BY_REQUEST_ONLY');
  const answered = answersTo(group.questions, answers);
  if (!answered.ok) return refuse(answered.refusal, answered.data);
  return accept(...joining(who, group, mine, 'JOINED', answered));
}
