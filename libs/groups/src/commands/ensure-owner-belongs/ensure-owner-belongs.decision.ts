import { accept, type Decision, type Position } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { type JoiningEvent, joiningEvents } from '../../domain/membership/joining';
import type { BanLifted } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** `since`: the position of the policy's event. `formerOwner`: that event passed the ownership on to somebody else. */
export type EnsureOwnerBelongs = { groupId: GroupId; memberId: MemberId; since: Position; formerOwner?: true };
type States = { group: Group; targetMembership: Membership; person: SiteMember };

/**
 * Makes the owner of a group a member, and lifts their ban. A former owner, who stays an admin, becomes a member too if
 * that was missed while they owned the group. No event if they are a member, own nothing, or their account ended; for a
 * former owner also if they have left, were removed or banned since.
 */
export function ensureOwnerBelongs(
  { groupId, memberId, since, formerOwner }: EnsureOwnerBelongs,
  { group, targetMembership, person }: States,
): Decision<JoiningEvent | BanLifted, never> {
  const isOwner = group.ownerId === memberId;
  const hasGoneSince = targetMembership.ended !== null && targetMembership.ended > since;
  if (group.status !== 'ACTIVE' || person.ended || (!isOwner && (!formerOwner || hasGoneSince))) return accept();
  const who = { groupId, memberId };
  const lifted = targetMembership.ban ? [{ type: 'BanLifted' as const, data: who }] : [];
  const becoming = isOwner ? {} : ({ becoming: 'ADMIN' } as const);
  const joined = targetMembership.joined ? [] : joiningEvents(who, group, targetMembership, 'CREATED', becoming);
  return accept<JoiningEvent | BanLifted>(...lifted, ...joined);
}
