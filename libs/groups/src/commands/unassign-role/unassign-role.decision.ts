import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isAdmin, mayManage } from '../../domain/permissions';

export type UnassignRole = { groupId: GroupId; memberId: MemberId };
export const unassignRoleRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'NOT_A_MEMBER',
  'OWNER_STAYS',
  'ROLE_NOT_HELD',
] as const;
export type UnassignRoleRefusal = (typeof unassignRoleRefusals)[number];

/** Takes the admin role from a member. Refused to callers who are no admins, and for the owner and people without the role. */
export function unassignRole(
  { groupId, memberId }: UnassignRole,
  { targetMembership, ...states }: GroupAndCaller & { targetMembership: Membership },
  caller: Caller,
): Decision<RoleUnassigned, UnassignRoleRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  if (!isAdmin(states.group, targetMembership, memberId)) return refuse('ROLE_NOT_HELD');
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN' } });
}
