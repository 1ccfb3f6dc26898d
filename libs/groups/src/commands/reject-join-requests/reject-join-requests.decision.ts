import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../domain/ids';
import type { InvitationRevoked, JoinRequestRejected } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { canSee, type GroupAndCaller, mayDecideRequests } from '../../domain/permissions';

export type RejectJoinRequest = { groupId: GroupId; memberId: MemberId; reason?: string };
export const rejectJoinRequestsRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'JOIN_REQUEST_NOT_FOUND',
  'JOIN_REQUEST_NOT_PENDING',
] as const;
export type RejectJoinRequestRefusal = (typeof rejectJoinRequestsRefusals)[number];

/**
 * Rejects a pending request to join, with a reason for the requester, and revokes an open invitation: otherwise the person
 * could still join. Refused if the caller may not decide requests.
 */
export function rejectJoinRequest(
  { groupId, memberId, reason }: RejectJoinRequest,
  { targetMembership, ...states }: GroupAndCaller & { targetMembership: Membership },
  caller: Caller,
): Decision<JoinRequestRejected | InvitationRevoked, RejectJoinRequestRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayDecideRequests(states, caller)) return refuse('PERMISSION_DENIED');
  if (!targetMembership.request) return refuse('JOIN_REQUEST_NOT_FOUND');
  if (targetMembership.request.status !== 'PENDING') return refuse('JOIN_REQUEST_NOT_PENDING');
  const who = { groupId, memberId };
  return accept<JoinRequestRejected | InvitationRevoked>(
    { type: 'JoinRequestRejected', data: { ...who, ...(reason !== undefined && { reason }) } },
    ...(targetMembership.invitation ? [{ type: 'InvitationRevoked' as const, data: who }] : []),
  );
}
