import { type Caller, type Refused, refuse } from '@app/kernel';
import { checkAnswers, type GivenAnswer, type Violation } from '../../domain/group/group.entrance';
import type { DecisionSettings } from '../../domain/decision-settings';
import { belongs, hasPublicProfile, type GroupAndCaller, isBanned, isInvited } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

type Verdict =
  | { readonly accepted: true; readonly violation: Violation }
  | Refused<'MEMBER_IDENTITY_REQUIRED' | 'ANSWER_TO_NO_QUESTION'>;
const found = (violation: Violation): Verdict => ({ accepted: true, violation });
const first = (violationType: Exclude<Violation['violationType'], 'MEMBERSHIP_QUESTIONS'>): Verdict =>
  found({ violationType });

/**
 * May the caller, who sees the group, join it with these answers? Tells the first thing that stands in the way. It agrees
 * with joining and with asking to, rule by rule.
 */
export function joinRequirements(
  answers: readonly GivenAnswer[],
  { group, callerMembership, person }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Verdict {
  const { kind, memberId } = caller;
  if (kind === 'VISITOR') return first('NOT_LOGGED_IN');
  if (memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  if (belongs(group, callerMembership, memberId)) return first('ALREADY_JOINED');
  if (isBanned(group, callerMembership, memberId)) return first('BANNED');
  if (kind === 'SITE_ADMIN') return first('NONE'); // joins a group of any privacy, and is asked nothing
  if (!hasPublicProfile(person, unknownSiteMembers)) return first('PUBLIC_PROFILE_REQUIRED');
  if (isInvited(group, callerMembership, memberId)) return first('NONE'); // joining accepts
  if (callerMembership.request?.status === 'PENDING') return first('JOIN_REQUEST_PENDING');
  const answered = checkAnswers(group.questions, answers);
  if (!answered.ok && answered.refusal === 'ANSWER_TO_NO_QUESTION') return refuse(answered.refusal, answered.data);
  if (!answered.ok) return found({ violationType: 'MEMBERSHIP_QUESTIONS', membershipQuestionsOptions: answered.data });
  return first(group.details?.privacyStatus === 'PUBLIC' ? 'NONE' : 'ADMIN_APPROVAL');
}
