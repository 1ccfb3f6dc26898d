import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import type { MemberLeft } from '../../domain/membership/membership.events';
import type { StartOver } from '../../domain/start-over';
import { belongs, canSee, endsInGroup, type GroupAndCaller } from '../../domain/permissions';

export type LeaveGroup = { groupId: GroupId };
export const leaveGroupRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'NOT_A_MEMBER',
  'OWNER_STAYS',
] as const;
export type LeaveGroupRefusal = (typeof leaveGroupRefusals)[number];

/**
 * First step of leaving: an admin or nominated member loses the role in the group's stream. No event for a plain member. Refused to the owner
 * and to people who are no members.
 */
export function unassignLeavingAdmin(
  { groupId }: LeaveGroup,
  states: GroupAndCaller,
  caller: Caller,
): Decision<RoleUnassigned, LeaveGroupRefusal> {
  const { group, callerMembership } = states;
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  const { memberId } = caller;
  if (!belongs(group, callerMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (group.ownerId === memberId) return refuse('OWNER_STAYS');
  if (!endsInGroup(group, callerMembership, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'LEFT' } });
}

/**
 * Ends the caller's membership. The second of two steps. `firstEvents`: the events of the first step. Refused to somebody who
 * became the owner after it, and without events of it to somebody whose membership was ended. `START_OVER`: they were
 * nominated after it.
 */
export function leaveGroup(
  { groupId }: LeaveGroup,
  { group, callerMembership }: GroupAndCaller,
  caller: Caller,
  _settings: unknown,
  firstEvents: readonly unknown[],
): Decision<MemberLeft, LeaveGroupRefusal | StartOver> {
  if (!callerMembership.joined || caller.memberId === undefined)
    return firstEvents.length > 0 ? accept() : refuse('NOT_A_MEMBER');
  if (group.ownerId === caller.memberId) return refuse('OWNER_STAYS');
  if (endsInGroup(group, callerMembership, caller.memberId)) return refuse('START_OVER');
  return accept({ type: 'MemberLeft', data: { groupId, memberId: caller.memberId } });
}
