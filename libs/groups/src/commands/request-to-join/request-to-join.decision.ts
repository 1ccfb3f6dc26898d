import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import { answersTo, type GivenAnswer } from '../../domain/group/group.entrance';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId } from '../../domain/ids';
import { type Joining, joining } from '../../domain/membership/joining';
import type { JoinRequested } from '../../domain/membership/membership.events';
import {
  belongs,
  canSeeEntrance,
  hasPublicProfile,
  type GroupAndCaller,
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
 * Asks to join a PRIVATE group. Whoever was rejected or took an earlier request back may ask again. Whoever is invited,
 * to a group of any privacy, accepts by asking: the request is granted at once, and nothing is asked.
 */
export function requestToJoin(
  { groupId, message, answers = [] }: RequestToJoin,
  { person, ...states }: GroupAndCaller & { person: SiteMember },
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<JoinRequested | Joining, RequestToJoinRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND'); // hidden is missing
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (belongs(group, callerMembership, memberId)) return refuse('ALREADY_A_MEMBER');
  const words = message === undefined ? {} : { message };
  const asks = { groupId, memberId, groupRevision: group.revision, ...words };
  if (isInvited(group, callerMembership, memberId)) {
    if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
    const asked =
      callerMembership.request?.status === 'PENDING' ? [] : [{ type: 'JoinRequested' as const, data: asks }];
    return accept<JoinRequested | Joining>(
      ...asked,
      ...joining({ groupId, memberId }, group, callerMembership, 'INVITED', { asking: true }),
    );
  }
  if (group.details?.privacyStatus !== 'PRIVATE') return refuse('JOIN_DIRECTLY'); // a SECRET one is only seen by a site admin, who joins
  if (isBanned(group, callerMembership, memberId)) return refuse('BANNED');
  if (!hasPublicProfile(person, unknownSiteMembers)) return refuse('PUBLIC_PROFILE_REQUIRED');
  if (callerMembership.request?.status === 'PENDING') return refuse('JOIN_REQUEST_PENDING');
  const answered = answersTo(group.questions, answers);
  if (!answered.ok) return refuse(answered.refusal, answered.data);
  const said = answered.answers.length > 0 ? { answers: answered.answers } : {};
  return accept({ type: 'JoinRequested', data: { ...asks, ...said } });
}
