import { accept, type Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { isAdmin } from '../../permissions';

export type TakeBackRole = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership };

/** Whoever was made an admin while they were leaving is none, also after they returned: the group forgets it. */
export function takeBackRole({ groupId, memberId }: TakeBackRole, on: On): Decision<RoleUnassigned, never> {
  const { group, theirs } = on;
  if (group.status !== 'ACTIVE' || !group.admins.has(memberId) || isAdmin(group, theirs, memberId)) return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN' } }); // ends no membership: they may be back
}
