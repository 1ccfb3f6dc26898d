import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId } from '../../domain/ids';
import type { InvitationDeclined, JoinRequestCanceled } from '../../domain/membership/membership.events';
import { belongs, canSeeEntrance, type GroupAndCaller, isInvited } from '../../domain/permissions';

export type DeclineInvitation = { groupId: GroupId };
export const declineInvitationRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'ALREADY_A_MEMBER',
  'INVITATION_NOT_FOUND',
] as const;
export type DeclineInvitationRefusal = (typeof declineInvitationRefusals)[number];

/** Declines the caller's invitation, and cancels their pending request. Refused without an open invitation. */
export function declineInvitation(
  { groupId }: DeclineInvitation,
  states: GroupAndCaller,
  caller: Caller,
): Decision<InvitationDeclined | JoinRequestCanceled, DeclineInvitationRefusal> {
  const { group, callerMembership } = states;
  if (!canSeeEntrance(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, callerMembership, caller.memberId)) return refuse('ALREADY_A_MEMBER');
  if (!isInvited(group, callerMembership, caller.memberId)) return refuse('INVITATION_NOT_FOUND');
  return accept<InvitationDeclined | JoinRequestCanceled>(
    { type: 'InvitationDeclined', data: who },
    ...(callerMembership.request?.status === 'PENDING' ? [{ type: 'JoinRequestCanceled' as const, data: who }] : []),
  );
}
