import { accept, type Caller, type Decision, refuse, type Refused } from '@app/kernel';
import type { RoleAssigned, RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import type { AdminNominated } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { nominate } from '../../domain/membership/nominating';
import { belongs, canSee, type GroupAndCaller, isAdmin, mayManage } from '../../domain/permissions';
import type { StartOver } from '../../domain/start-over';

export type AssignRole = { groupId: GroupId; memberId: MemberId; role: 'ADMIN' | 'MEMBER' };
export const assignRoleRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'NOT_A_MEMBER', 'OWNER_STAYS'] as const;
export type AssignRoleRefusal = (typeof assignRoleRefusals)[number];

type States = GroupAndCaller & { targetMembership: Membership };

/** First step of making somebody an admin: they are nominated. No event for the role `MEMBER`. Refused like the second step. */
export function nominateAdmin(
  request: AssignRole,
  states: States,
  caller: Caller,
): Decision<AdminNominated, AssignRoleRefusal> {
  const { groupId, memberId, role } = request;
  const refusal = checkAssignment(request, states, caller);
  if (refusal) return refusal;
  return role === 'ADMIN' ? nominate({ groupId, memberId }, states.group, states.targetMembership) : accept();
}

/**
 * Assigns a role to a member; the second of two steps. Refused to callers who are no admins, for people who are no members,
 * and `MEMBER` for the owner. `START_OVER`: who becomes an admin is not nominated any more, because they left and came back.
 */
export function assignRole(
  request: AssignRole,
  states: States,
  caller: Caller,
): Decision<RoleAssigned | RoleUnassigned, AssignRoleRefusal | StartOver> {
  const { groupId, memberId, role } = request;
  const refusal = checkAssignment(request, states, caller);
  if (refusal) return refusal;
  const currentRole = isAdmin(states.group, states.targetMembership, memberId) ? 'ADMIN' : 'MEMBER';
  if (currentRole === role) return accept();
  if (role === 'ADMIN' && !states.targetMembership.nominated) return refuse('START_OVER');
  const type = role === 'ADMIN' ? 'RoleAssigned' : 'RoleUnassigned';
  return accept({ type, data: { groupId, memberId, role: 'ADMIN' } });
}

function checkAssignment(
  { memberId, role }: AssignRole,
  { targetMembership, ...states }: States,
  caller: Caller,
): Refused<AssignRoleRefusal> | null {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!belongs(states.group, targetMembership, memberId)) return refuse('NOT_A_MEMBER');
  if (role === 'MEMBER' && states.group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
