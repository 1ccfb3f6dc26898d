import { accept, type Decision, type Position } from '@app/kernel';
import type { RoleAssigned } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, isAdmin } from '../../domain/permissions';

/** `since`: the position of the event that promised the role: a site admin joined, or an owner handed the group over. */
export type AssignPromisedAdminRole = { groupId: GroupId; memberId: MemberId; since: Position };
type States = { group: Group; targetMembership: Membership };

/**
 * Assigns the admin role to whom an event promised it. No event if they are an admin already, do not belong, or have since
 * lost the role or the membership: who returns is a plain member.
 */
export function assignPromisedAdminRole(
  { groupId, memberId, since }: AssignPromisedAdminRole,
  { group, targetMembership }: States,
): Decision<RoleAssigned, never> {
  if (group.status !== 'ACTIVE' || !belongs(group, targetMembership, memberId)) return accept();
  if (!targetMembership.nominated || isAdmin(group, targetMembership, memberId)) return accept();
  const lost = [group.demotions.get(memberId), targetMembership.ended];
  if (lost.some((position) => position != null && position > since)) return accept();
  return accept({ type: 'RoleAssigned', data: { groupId, memberId, role: 'ADMIN' } });
}
