import { accept, type Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { isAdmin } from '../../domain/permissions';

export type UnassignRoleOfFormerMember = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership };

/** Unassigns the admin role that somebody got while they were leaving. No event if they are an admin by right. */
export function unassignRoleOfFormerMember(
  { groupId, memberId }: UnassignRoleOfFormerMember,
  states: States,
): Decision<RoleUnassigned, never> {
  const { group, targetMembership } = states;
  if (group.status !== 'ACTIVE' || !group.admins.has(memberId) || isAdmin(group, targetMembership, memberId))
    return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN' } }); // without `because`: they may be a member again
}
