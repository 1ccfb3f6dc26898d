import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../group/group.state';
import type { GroupId, MemberId } from '../../ids';
import { type Joining, joining } from '../../membership/joining';
import type { BanLifted } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import type { SiteMember } from '../../site-member/site-member.state';

export type EnsureOwnerBelongs = { groupId: GroupId; memberId: MemberId };
type On = { group: Group; theirs: Membership; person: SiteMember };

/** If this person owns the group, they are a member of it, whatever else happened to them in the same moment. */
export function ensureOwnerBelongs(
  { groupId, memberId }: EnsureOwnerBelongs,
  { group, theirs, person }: On,
): Decision<Joining | BanLifted, never> {
  if (group.status !== 'ACTIVE' || group.ownerId !== memberId || person.ended) return accept();
  const lifted = theirs.ban ? [{ type: 'BanLifted' as const, data: { groupId, memberId } }] : [];
  return accept<Joining | BanLifted>(
    ...lifted,
    ...(theirs.joined ? [] : joining({ groupId, memberId }, group, theirs, 'CREATED')),
  );
}
