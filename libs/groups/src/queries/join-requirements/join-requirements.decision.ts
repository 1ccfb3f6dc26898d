import { type Caller, type Refused, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import { checkAnswers, type GivenAnswer, type Violation } from '../../domain/group/group.entrance';
import { belongs, type GroupAndCaller, hasPublicProfile, isBanned, isInvited } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** The violation, or why the question cannot be answered for this caller. */
export type JoinRequirementsResult =
  | { readonly accepted: true; readonly violation: Violation }
  | Refused<'MEMBER_IDENTITY_REQUIRED' | 'ANSWER_TO_NO_QUESTION'>;
const result = (violation: Violation): JoinRequirementsResult => ({ accepted: true, violation });
const resultOfType = (violationType: Exclude<Violation['violationType'], 'MEMBERSHIP_QUESTIONS'>) =>
  result({ violationType });

/**
 * Whether the caller, who may see the group, could join it with these answers, and if not, the first reason. The rules are
 * those of the commands to join and to request to join.
 */
export function joinRequirements(
  answers: readonly GivenAnswer[],
  { group, callerMembership, person }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): JoinRequirementsResult {
  const { kind, memberId } = caller;
  if (kind === 'VISITOR') return resultOfType('NOT_LOGGED_IN');
  if (memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  if (belongs(group, callerMembership, memberId)) return resultOfType('ALREADY_JOINED');
  if (isBanned(group, callerMembership, memberId)) return resultOfType('BANNED');
  if (kind === 'SITE_ADMIN') return resultOfType('NONE'); // joins groups of any privacy without answering questions
  if (!hasPublicProfile(person, unknownSiteMembers)) return resultOfType('PUBLIC_PROFILE_REQUIRED');
  if (isInvited(group, callerMembership, memberId)) return resultOfType('NONE'); // joining accepts the invitation
  if (callerMembership.request?.status === 'PENDING') return resultOfType('JOIN_REQUEST_PENDING');
  const answered = checkAnswers(group.questions, answers);
  if (!answered.ok && answered.refusal === 'ANSWER_TO_NO_QUESTION') return refuse(answered.refusal, answered.data);
  if (!answered.ok) return result({ violationType: 'MEMBERSHIP_QUESTIONS', membershipQuestionsOptions: answered.data });
  return resultOfType(group.details?.privacyStatus === 'PUBLIC' ? 'NONE' : 'ADMIN_APPROVAL');
}
