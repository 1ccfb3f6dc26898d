import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { type Joining, joining } from '../../domain/membership/joining';
import type { BanLifted } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type EnsureOwnerBelongs = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/** If this person owns the group, they are a member of it, whatever else happened to them in the same moment. */
export function ensureOwnerBelongs(
  { groupId, memberId }: EnsureOwnerBelongs,
  { group, targetMembership, person }: States,
): Decision<Joining | BanLifted, never> {
  if (group.status !== 'ACTIVE' || group.ownerId !== memberId || person.ended) return accept();
  const lifted = targetMembership.ban ? [{ type: 'BanLifted' as const, data: { groupId, memberId } }] : [];
  return accept<Joining | BanLifted>(
    ...lifted,
    ...(targetMembership.joined ? [] : joining({ groupId, memberId }, group, targetMembership, 'CREATED')),
  );
}
