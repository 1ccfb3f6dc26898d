import { accept, type Decision } from '@app/kernel';
import type { RoleAssigned } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs, isAdmin } from '../../domain/permissions';

export type AssignAdminRoleToSiteAdmin = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership };

/**
 * Assigns the admin role to a site admin who joined. No event if they have left since, also if others made them a member
 * again, or if they are an admin already.
 */
export function assignAdminRoleToSiteAdmin(
  { groupId, memberId }: AssignAdminRoleToSiteAdmin,
  states: States,
): Decision<RoleAssigned, never> {
  const { group, targetMembership } = states;
  if (
    group.status !== 'ACTIVE' ||
    !belongs(group, targetMembership, memberId) ||
    !targetMembership.nominated ||
    isAdmin(group, targetMembership, memberId)
  )
    return accept();
  return accept({ type: 'RoleAssigned', data: { groupId, memberId, role: 'ADMIN' } });
}
