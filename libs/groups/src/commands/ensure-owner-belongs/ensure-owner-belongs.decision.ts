import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import type { BanLifted } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type EnsureOwnerBelongs = { groupId: GroupId; memberId: MemberId };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/** Makes the owner of a group a member, and lifts their ban. No event if they are a member, own nothing, or their account ended. */
export function ensureOwnerBelongs(
  { groupId, memberId }: EnsureOwnerBelongs,
  { group, targetMembership, person }: States,
): Decision<JoiningEvent | BanLifted, never> {
  if (group.status !== 'ACTIVE' || group.ownerId !== memberId || person.ended) return accept();
  const lifted = targetMembership.ban ? [{ type: 'BanLifted' as const, data: { groupId, memberId } }] : [];
  return accept<JoiningEvent | BanLifted>(
    ...lifted,
    ...(targetMembership.joined ? [] : joiningEvents({ groupId, memberId }, group, targetMembership, 'CREATED')),
  );
}
