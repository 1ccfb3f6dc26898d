import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import { checkAnswers, type GivenAnswer } from '../../domain/group/group.entrance';
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
 * Joins a PUBLIC group. A site admin joins any group, and becomes its admin. Joining with an open invitation accepts it,
 * without answers to questions. Refused if banned, with a private profile, or with required questions unanswered.
 */
export function joinGroup(
  { groupId, answers = [] }: JoinGroup,
  { person, ...states }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoiningEvent, JoinGroupRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, callerMembership, caller.memberId)) return accept();
  if (isBanned(group, callerMembership, caller.memberId)) return refuse('BANNED');
  if (caller.kind === 'SITE_ADMIN')
    return accept(...joiningEvents(who, group, callerMembership, 'JOINED', { becoming: 'ADMIN' }));
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (isInvited(group, callerMembership, caller.memberId))
    return accept(...joiningEvents(who, group, callerMembership, 'INVITED'));
  if (group.details?.privacyStatus !== 'PUBLIC') return refuse('JOIN_BY_REQUEST_ONLY');
  const checked = checkAnswers(group.questions, answers);
  if (!checked.ok) return refuse(checked.refusal, checked.data);
  return accept(...joiningEvents(who, group, callerMembership, 'JOINED', { answers: checked.answers }));
}
