import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import { checkAnswers, type GivenAnswer } from '../../domain/group/group.entrance';
import type { GroupId } from '../../domain/ids';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import type { JoinRequested } from '../../domain/membership/membership.events';
import {
  belongs,
  canSeeEntrance,
  type GroupAndCaller,
  hasPublicProfile,
  isBanned,
  isInvited,
} from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type RequestToJoin = { groupId: GroupId; message?: string; answers?: readonly GivenAnswer[] };
export const requestToJoinRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'ALREADY_A_MEMBER',
  'JOIN_DIRECTLY',
  'BANNED',
  'PUBLIC_PROFILE_REQUIRED',
  'JOIN_REQUEST_PENDING',
] as const;
export type RequestToJoinRefusal =
  (typeof requestToJoinRefusals)[number] | 'QUESTIONS_UNANSWERED' | 'ANSWER_TO_NO_QUESTION';

/**
 * Submits a request to join a PRIVATE group, also after an earlier one was rejected or canceled. With an open invitation the
 * request is approved at once, without answers to questions. Refused if banned, with a private profile, if a request is
 * pending, or with required questions unanswered.
 */
export function requestToJoin(
  { groupId, message, answers = [] }: RequestToJoin,
  { person, ...states }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoinRequested | JoiningEvent, RequestToJoinRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (belongs(group, callerMembership, memberId)) return refuse('ALREADY_A_MEMBER');
  const data = { groupId, memberId, groupRevision: group.revision, ...(message !== undefined && { message }) };
  if (isInvited(group, callerMembership, memberId)) {
    if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
    return accept<JoinRequested | JoiningEvent>(
      ...(callerMembership.request?.status === 'PENDING' ? [] : [{ type: 'JoinRequested' as const, data }]),
      ...joiningEvents({ groupId, memberId }, group, callerMembership, 'INVITED', { approvesRequest: true }),
    );
  }
  if (group.details?.privacyStatus !== 'PRIVATE') return refuse('JOIN_DIRECTLY'); // only a site admin can get here in a SECRET group
  if (isBanned(group, callerMembership, memberId)) return refuse('BANNED');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (callerMembership.request?.status === 'PENDING') return refuse('JOIN_REQUEST_PENDING');
  const checked = checkAnswers(group.questions, answers);
  if (!checked.ok) return refuse(checked.refusal, checked.data);
  return accept({
    type: 'JoinRequested',
    data: { ...data, ...(checked.answers.length > 0 && { answers: checked.answers }) },
  });
}
