import { accept, type Caller, type Decision, refuse, type Refused } from '@app/kernel';
import type { StartOver } from '../../domain/start-over';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { MemberRemoved } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, endsInGroup, type GroupAndCaller, mayManage } from '../../domain/permissions';

export type RemoveMember = { groupId: GroupId; memberId: MemberId };
export const removeMembersRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type RemoveMemberRefusal = (typeof removeMembersRefusals)[number];
type States = GroupAndCaller & { targetMembership: Membership };

/**
 * First step of a removal: an admin or nominated member loses the role in the group's stream. So of two admins who remove
 * each other at once, only one succeeds. No event for a plain member. Refused to callers who are no admins, and for the owner and people who
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
  if (!endsInGroup(states.group, states.targetMembership, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'REMOVED' } });
}

/**
 * Ends the membership of a person. The second of two steps. `firstEvents`: the events of the first step; if there are any,
 * rights are not checked again, and somebody who joined again since stays. `START_OVER`: they were nominated after the first
 * step.
 */
export function removeMember(
  request: RemoveMember,
  states: States,
  caller: Caller,
  _settings: unknown,
  firstEvents: readonly unknown[],
): Decision<MemberRemoved, RemoveMemberRefusal | StartOver> {
  const { group, targetMembership } = states;
  const { groupId, memberId } = request;
  const removed = accept({ type: 'MemberRemoved' as const, data: { groupId, memberId } });
  if (firstEvents.length > 0)
    return targetMembership.joined && !belongs(group, targetMembership, memberId) ? removed : accept();
  const refusal = checkRemoval(request, states, caller);
  if (refusal) return refusal;
  return endsInGroup(group, targetMembership, memberId) ? refuse('START_OVER') : removed;
}

function checkRemoval({ memberId }: RemoveMember, states: States, caller: Caller): Refused<RemoveMemberRefusal> | null {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, states.targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
