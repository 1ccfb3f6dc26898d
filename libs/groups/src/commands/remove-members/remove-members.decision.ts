import { accept, type Caller, type Decision, type Refused, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { MemberRemoved } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isAdmin, mayManage } from '../../domain/permissions';

export type RemoveMember = { groupId: GroupId; memberId: MemberId };
export const removeMembersRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type RemoveMemberRefusal = (typeof removeMembersRefusals)[number];
type States = GroupAndCaller & { targetMembership: Membership };

/**
 * The first step of removing somebody: an admin loses the role, in the group's own stream. So of two admins who remove
 * each other at once, the second is no admin any more.
 */
export function dismiss(
  request: RemoveMember,
  states: States,
  caller: Caller,
): Decision<RoleUnassigned, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = refused(request, states, caller);
  if (refusal) return refusal;
  if (!isAdmin(states.group, states.targetMembership, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'REMOVED' } });
}

/**
 * Removes somebody from a group. This is the second of two steps: the membership ends. For somebody whose role the first
 * step took, no further right is needed.
 */
export function removeMember(
  request: RemoveMember,
  states: States,
  caller: Caller,
): Decision<MemberRemoved, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const dismissed = states.group.gone.has(memberId) && !belongs(states.group, states.targetMembership, memberId);
  if (dismissed && !states.targetMembership.joined) return accept();
  const refusal = dismissed ? null : refused(request, states, caller);
  return refusal ?? accept({ type: 'MemberRemoved', data: { groupId, memberId } });
}

function refused({ memberId }: RemoveMember, states: States, caller: Caller): Refused<RemoveMemberRefusal> | null {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, states.targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
