import { accept, type Caller, type Decision, refuse, type Refused } from '@app/kernel';
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
 * First step of a removal: an admin loses the role in the group's stream. So of two admins who remove each other at once,
 * only one succeeds. No event for a plain member. Refused to callers who are no admins, and for the owner and people who
 * are no members.
 */
export function unassignRemovedAdmin(
  request: RemoveMember,
  states: States,
  caller: Caller,
): Decision<RoleUnassigned, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = checkRemoval(request, states, caller);
  if (refusal) return refusal;
  if (!isAdmin(states.group, states.targetMembership, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'REMOVED' } });
}

/** Ends the membership of a person. The second of two steps. For an admin who lost the role in the first step, rights are not checked again. */
export function removeMember(
  request: RemoveMember,
  states: States,
  caller: Caller,
): Decision<MemberRemoved, RemoveMemberRefusal> {
  const { groupId, memberId } = request;
  const hasDeparted =
    states.group.departedAdmins.has(memberId) && !belongs(states.group, states.targetMembership, memberId);
  if (hasDeparted && !states.targetMembership.joined) return accept();
  const refusal = hasDeparted ? null : checkRemoval(request, states, caller);
  return refusal ?? accept({ type: 'MemberRemoved', data: { groupId, memberId } });
}

function checkRemoval({ memberId }: RemoveMember, states: States, caller: Caller): Refused<RemoveMemberRefusal> | null {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, states.targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
