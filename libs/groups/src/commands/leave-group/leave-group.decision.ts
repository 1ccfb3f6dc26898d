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
 * Ends the caller's membership. The second of two steps. `firstEvents`: the events of the first step; if there are any, they
 * have left, and who joined again since stays. Otherwise refused to somebody who became the owner after it, and to somebody
 * whose membership was ended. `START_OVER`: they were nominated after it.
 */
export function leaveGroup(
  { groupId }: LeaveGroup,
  { group, callerMembership }: GroupAndCaller,
  caller: Caller,
  _settings: unknown,
  firstEvents: readonly unknown[],
): Decision<MemberLeft, LeaveGroupRefusal | StartOver> {
  const { memberId } = caller;
  if (memberId === undefined) return refuse('NOT_A_MEMBER');
  const left = accept({ type: 'MemberLeft' as const, data: { groupId, memberId } });
  const isMember = belongs(group, callerMembership, memberId);
  if (firstEvents.length > 0) return callerMembership.joined && !isMember ? left : accept();
  if (!isMember) return refuse('NOT_A_MEMBER');
  if (group.ownerId === memberId) return refuse('OWNER_STAYS');
  return endsInGroup(group, callerMembership, memberId) ? refuse('START_OVER') : left;
}
