import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId } from '../../domain/ids';
import type { JoinRequestCanceled } from '../../domain/membership/membership.events';
import { canSee, type GroupAndCaller } from '../../domain/permissions';

export type CancelJoinRequest = { groupId: GroupId };
export const cancelJoinRequestRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'JOIN_REQUEST_NOT_FOUND',
  'JOIN_REQUEST_NOT_PENDING',
] as const;
export type CancelJoinRequestRefusal = (typeof cancelJoinRequestRefusals)[number];

/** Cancels the caller's own pending request to join. Refused if there is none. */
export function cancelJoinRequest(
  { groupId }: CancelJoinRequest,
  states: GroupAndCaller,
  caller: Caller,
): Decision<JoinRequestCanceled, CancelJoinRequestRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  if (!states.callerMembership.request) return refuse('JOIN_REQUEST_NOT_FOUND');
  if (states.callerMembership.request.status !== 'PENDING') return refuse('JOIN_REQUEST_NOT_PENDING');
  return accept({ type: 'JoinRequestCanceled', data: { groupId, memberId: caller.memberId } });
}
