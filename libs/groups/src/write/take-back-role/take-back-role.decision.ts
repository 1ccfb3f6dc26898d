import { accept, type Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';

export type TakeBackRole = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership };

/** Whoever was made an admin while they were leaving is none: someone who returns is a plain member. */
export function takeBackRole({ groupId, memberId }: TakeBackRole, on: On): Decision<RoleUnassigned, never> {
  const { group, theirs } = on;
  if (group.status !== 'ACTIVE' || theirs.joined || group.ownerId === memberId || !group.admins.has(memberId))
    return accept();
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'LEFT' } });
}
