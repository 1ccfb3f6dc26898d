import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import type { MemberLeft } from '../../domain/membership/membership.events';
import { belongs, canSee, type GroupAndCaller, isAdmin } from '../../domain/permissions';

export type LeaveGroup = { groupId: GroupId };
export const leaveGroupRefusals = [
  'GROUP_NOT_FOUND',
  'MEMBER_IDENTITY_REQUIRED',
  'NOT_A_MEMBER',
  'OWNER_STAYS',
] as const;
export type LeaveGroupRefusal = (typeof leaveGroupRefusals)[number];

/** The first step of leaving: an admin stops being one, in the group's own stream. The owner stays. */
export function stepDown(
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
  if (!isAdmin(group, callerMembership, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'LEFT' } });
}

/**
 * Leaves a group. This is the second of two steps: the membership ends, unless it has already. Refused if the caller has
 * become the owner meanwhile.
 */
export function leave(
  { groupId }: LeaveGroup,
  { group, callerMembership }: GroupAndCaller,
  caller: Caller,
): Decision<MemberLeft, LeaveGroupRefusal> {
  if (!callerMembership.joined || caller.memberId === undefined) return accept();
  if (group.ownerId === caller.memberId) return refuse('OWNER_STAYS');
  return accept({ type: 'MemberLeft', data: { groupId, memberId: caller.memberId } });
}
