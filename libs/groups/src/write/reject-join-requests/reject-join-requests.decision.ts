import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../ids';
import type { InvitationRevoked, JoinRequestRejected } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { canSee, type Here, mayDecideRequests } from '../../permissions';

export type RejectJoinRequest = { groupId: GroupId; memberId: MemberId; reason?: string };
export const rejectJoinRequestsRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'JOIN_REQUEST_NOT_FOUND',
  'JOIN_REQUEST_NOT_PENDING',
] as const;
export type RejectJoinRequestRefusal = (typeof rejectJoinRequestsRefusals)[number];

/**
 * Refuses a request to join, with a reason that the requester may read. An open invitation beside it is revoked: whoever
 * was told no cannot walk in by another door.
 */
export function rejectJoinRequest(
  { groupId, memberId, reason }: RejectJoinRequest,
  { theirs, ...on }: Here & { theirs: Membership },
  caller: Caller,
): Decision<JoinRequestRejected | InvitationRevoked, RejectJoinRequestRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayDecideRequests(on, caller)) return refuse('PERMISSION_DENIED');
  if (!theirs.request) return refuse('JOIN_REQUEST_NOT_FOUND');
  if (theirs.request.status !== 'PENDING') return refuse('JOIN_REQUEST_NOT_PENDING');
  const who = { groupId, memberId };
  return accept<JoinRequestRejected | InvitationRevoked>(
    { type: 'JoinRequestRejected', data: { ...who, ...(reason !== undefined && { reason }) } },
    ...(theirs.invitation ? [{ type: 'InvitationRevoked' as const, data: who }] : []),
  );
}
