import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleAssigned, RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, canSee, type GroupAndCaller, isAdmin, mayManage } from '../../domain/permissions';

export type AssignRole = { groupId: GroupId; memberId: MemberId; role: 'ADMIN' | 'MEMBER' };
export const assignRoleRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type AssignRoleRefusal = (typeof assignRoleRefusals)[number];

/** Assigns a role to a member. Refused to callers who are no admins, for people who are no members, and `MEMBER` for the owner. */
export function assignRole(
  { groupId, memberId, role }: AssignRole,
  { targetMembership, ...states }: GroupAndCaller & { targetMembership: Membership },
  caller: Caller,
): Decision<RoleAssigned | RoleUnassigned, AssignRoleRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (role === 'MEMBER' && states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  const currentRole = isAdmin(states.group, targetMembership, memberId) ? 'ADMIN' : 'MEMBER';
  if (currentRole === role) return accept();
  const type = role === 'ADMIN' ? 'RoleAssigned' : 'RoleUnassigned';
  return accept({ type, data: { groupId, memberId, role: 'ADMIN' } });
}
