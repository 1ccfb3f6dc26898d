import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import type { Membership } from '../../membership/membership.state';

export type EnsureOwnerBelongs = { groupId: GroupId; ownerId: MemberId };
type On = { group: Group; theirs: Membership };

/** The owner of a group is a member of it. */
export function ensureOwnerBelongs({ groupId, ownerId }: EnsureOwnerBelongs, on: On): Decision<Joining, never> {
  const { group, theirs } = on;
  if (group.status !== 'ACTIVE' || group.ownerId !== ownerId || theirs.joined) return accept();
  return accept(...joining({ groupId, memberId: ownerId }, group, theirs, 'CREATED'));
}
