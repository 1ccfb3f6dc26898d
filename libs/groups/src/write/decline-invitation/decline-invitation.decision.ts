import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId } from '../../ids';
import type { InvitationDeclined, JoinRequestCanceled } from '../../membership/membership.events';
import { belongs, canApproach, type Here, isInvited } from '../../permissions';

export type DeclineInvitation = { groupId: GroupId };
export const declineInvitationRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'ALREADY_A_MEMBER',
  'INVITATION_NOT_FOUND',
] as const;
export type DeclineInvitationRefusal = (typeof declineInvitationRefusals)[number];

/** Does not want to belong, so that a request of theirs that waits is taken back with it. */
export function declineInvitation(
  { groupId }: DeclineInvitation,
  on: Here,
  caller: Caller,
): Decision<InvitationDeclined | JoinRequestCanceled, DeclineInvitationRefusal> {
  const { group, mine } = on;
  if (!canApproach(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const who = { groupId, memberId: caller.memberId };
  if (belongs(group, mine, caller.memberId)) return refuse('ALREADY_A_MEMBER');
  if (!isInvited(group, mine, caller.memberId)) return refuse('INVITATION_NOT_FOUND');
  return accept<InvitationDeclined | JoinRequestCanceled>(
    { type: 'InvitationDeclined', data: who },
    ...(mine.request?.status === 'PENDING' ? [{ type: 'JoinRequestCanceled' as const, data: who }] : []),
  );
}
