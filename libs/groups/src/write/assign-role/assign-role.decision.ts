import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleAssigned } from '../../group/group.events';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isAdmin, mayManage } from '../../permissions';

export type AssignRole = { groupId: GroupId; memberId: MemberId; role: 'ADMIN' | 'MEMBER' };
export const assignRoleRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type AssignRoleRefusal = (typeof assignRoleRefusals)[number];

/** Gives a member a role in place of the one they have. Nobody becomes a member by it. */
export function assignRole(
  { groupId, memberId, role }: AssignRole,
  { theirs, ...on }: Here & { theirs: Membership },
  caller: Caller,
): Decision<RoleAssigned, AssignRoleRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(on.group, theirs, memberId)) return refuse('NOT_A_MEMBER');
  if (role === 'MEMBER' && on.group.ownerId === memberId) return refuse('OWNER_STAYS');
  const has = isAdmin(on.group, theirs, memberId) ? 'ADMIN' : 'MEMBER';
  return has === role ? accept() : accept({ type: 'RoleAssigned', data: { groupId, memberId, role } });
}
