import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isAdmin, mayManage } from '../../permissions';

export type UnassignRole = { groupId: GroupId; memberId: MemberId };
export const unassignRoleRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'NOT_A_MEMBER',
  'OWNER_STAYS',
  'ROLE_NOT_HELD',
] as const;
export type UnassignRoleRefusal = (typeof unassignRoleRefusals)[number];

/** Makes an admin a plain member again. */
export function unassignRole(
  { groupId, memberId }: UnassignRole,
  { theirs, ...on }: Here & { theirs: Membership },
  caller: Caller,
): Decision<RoleUnassigned, UnassignRoleRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(on.group, theirs, memberId)) return refuse('NOT_A_MEMBER');
  if (on.group.ownerId === memberId) return refuse('OWNER_STAYS');
  if (!isAdmin(on.group, theirs, memberId)) return refuse('ROLE_NOT_HELD');
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN' } });
}
