import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../domain/ids';
import type { InvitationRevoked } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isInvited, mayManage } from '../../domain/permissions';

export type RevokeInvitation = { groupId: GroupId; memberId: MemberId };
export const revokeInvitationRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'INVITATION_NOT_FOUND'] as const;
export type RevokeInvitationRefusal = (typeof revokeInvitationRefusals)[number];
type States = GroupAndCaller & { targetMembership: Membership };

/** Revokes an open invitation; a pending request stays pending. Refused unless by an admin, or by the member who invited. */
export function revokeInvitation(
  { groupId, memberId }: RevokeInvitation,
  states: States,
  caller: Caller,
): Decision<InvitationRevoked, RevokeInvitationRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller) && !hasInvited(states, caller)) return refuse('PERMISSION_DENIED');
  if (!isInvited(states.group, states.targetMembership, memberId)) return refuse('INVITATION_NOT_FOUND');
  return accept({ type: 'InvitationRevoked', data: { groupId, memberId } });
}

/** Did the caller invite them, and do they still belong? */
const hasInvited = ({ group, callerMembership, targetMembership }: States, { memberId }: Caller): boolean =>
  memberId !== undefined &&
  targetMembership.invitation?.invitedById === memberId &&
  belongs(group, callerMembership, memberId);
