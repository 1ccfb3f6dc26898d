import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { answersTo, type GivenAnswer } from '../../domain/group/group.entrance';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId } from '../../domain/ids';
import { type Joining, joining } from '../../domain/membership/joining';
import {
  belongs,
  canSeeEntrance,
  hasPublicProfile,
  type GroupAndCaller,
  isBanned,
  isInvited,
} from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

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
  { person, ...states }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<Joining, JoinGroupRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, callerMembership, caller.memberId)) return accept();
  if (isBanned(group, callerMembership, caller.memberId)) return refuse('BANNED');
  if (caller.kind === 'SITE_ADMIN')
    return accept(...joining(who, group, callerMembership, 'JOINED', { becoming: 'ADMIN' }));
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (isInvited(group, callerMembership, caller.memberId))
    return accept(...joining(who, group, callerMembership, 'INVITED'));
  if (group.details?.privacyStatus !== 'PUBLIC') return refuse('JOIN_BY_REQUEST_ONLY');
  const answered = answersTo(group.questions, answers);
  if (!answered.ok) return refuse(answered.refusal, answered.data);
  return accept(...joining(who, group, callerMembership, 'JOINED', answered));
}
