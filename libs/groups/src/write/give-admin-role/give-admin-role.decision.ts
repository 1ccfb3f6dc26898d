import { accept, type Decision } from '@app/kernel';
import type { RoleAssigned } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { belongs, isAdmin } from '../../permissions';

export type GiveAdminRole = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership };

/** A site admin who joined a group is its admin; whoever went again meanwhile is not. */
export function giveAdminRole({ groupId, memberId }: GiveAdminRole, on: On): Decision<RoleAssigned, never> {
  const { group, theirs } = on;
  if (group.status !== 'ACTIVE' || !belongs(group, theirs, memberId) || isAdmin(group, theirs, memberId))
    return accept();
  return accept({ type: 'RoleAssigned', data: { groupId, memberId, role: 'ADMIN' } });
}
