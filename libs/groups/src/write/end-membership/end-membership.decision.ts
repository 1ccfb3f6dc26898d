import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import { ending } from '../../membership/joining';
import type { MemberLeft, MemberRemoved } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { belongs } from '../../permissions';

export type EndMembership = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership };

/** A membership that the group has ended, or that outlived its group, ends in its own stream too. */
export function endMembership(
  { groupId, memberId }: EndMembership,
  on: On,
): Decision<MemberLeft | MemberRemoved, never> {
  const { group, theirs } = on;
  if (!theirs.joined) return accept();
  const over = group.status === 'DELETED' || !belongs(group, theirs, memberId);
  return over ? accept(ending({ groupId, memberId }, group)) : accept();
}
