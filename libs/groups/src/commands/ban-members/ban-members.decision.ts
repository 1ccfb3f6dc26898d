import { accept, type Caller, type Decision, type Recorded, type Refused, refuse } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { type Banning, banning, type BanWords } from '../../domain/membership/banning';
import type { Membership } from '../../domain/membership/membership.state';
import { canSee, type GroupAndCaller, isAdmin, isBanned, isKnown, mayManage } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type BanMember = { groupId: GroupId; memberId: MemberId; reason?: string };
export const banMembersRefusals = [
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'SITE_MEMBER_NOT_FOUND',
  'OWNER_STAYS',
] as const;
export type BanMemberRefusal = (typeof banMembersRefusals)[number];
type States = GroupAndCaller & { targetMembership: Membership; person: SiteMember };

/**
 * Bans somebody from a group, member or not. An admin first loses that, in the group's own stream: so of two admins who
 * ban each other at once, the second is no admin any more. From there on they are banned.
 */
export function dismissBanned(
  request: BanMember,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
): Decision<RoleUnassigned, BanMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = refused(request, states, caller, settings);
  if (refusal) return refusal;
  if (!isAdmin(states.group, states.targetMembership, memberId)) return accept();
  const ban = wordsOf(request, caller);
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'BANNED', ban } });
}

/**
 * Bans somebody from a group; whatever they have in it ends. This is the second of two steps. `announced`: what the
 * first appended; where it did, no further right is needed, and a ban that was lifted since stays lifted.
 */
export function banMember(
  request: BanMember,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
  announced: readonly unknown[],
): Decision<Banning, BanMemberRefusal> {
  const isAnnounced = announced.length > 0;
  const { group, targetMembership } = states;
  const { groupId, memberId } = request;
  const refusal = isAnnounced ? null : refused(request, states, caller, settings);
  if (refusal) return refusal;
  const isStanding = isBanned(group, targetMembership, memberId);
  if (isStanding ? targetMembership.ban !== null : isAnnounced) return accept();
  const words = isStanding ? (group.gone.get(memberId)?.ban ?? {}) : wordsOf(request, caller);
  return accept(...banning({ groupId, memberId }, group, targetMembership, words));
}

/**
 * The ban that these events, or earlier ones, set. Somebody may have lifted it between the two steps: then it is told
 * from the first.
 */
export function banAfter({ ban }: Membership, events: readonly Recorded<RoleUnassigned | Banning>[]) {
  if (ban) return ban;
  const announced = events.find((event) => event.type === 'RoleUnassigned')!;
  return { bannedAt: announced.at, ...announced.data.ban };
}

const wordsOf = ({ reason }: BanMember, { memberId: bannedById }: Caller): BanWords => ({
  ...(bannedById !== undefined && { bannedById }),
  ...(reason !== undefined && { reason }),
});

function refused(
  { memberId }: BanMember,
  { group, callerMembership, person }: States,
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Refused<BanMemberRefusal> | null {
  if (!canSee({ group, callerMembership }, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage({ group, callerMembership }, caller)) return refuse('PERMISSION_DENIED');
  if (!isKnown(person, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (group.ownerId === memberId) return refuse('OWNER_STAYS');
  return null;
}
