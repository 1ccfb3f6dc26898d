import { accept, type Caller, type Decision, type Recorded, refuse, type Refused } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { GroupId, MemberId } from '../../domain/ids';
import { type BanDetails, type BanningEvent, banningEvents } from '../../domain/membership/banning';
import type { Membership } from '../../domain/membership/membership.state';
import { canSee, endsInGroup, type GroupAndCaller, isBanned, isKnown, mayManage } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import type { StartOver } from '../../domain/start-over';

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
 * First step of a ban: an admin or nominated member loses the role in the group's stream, and counts as banned from then on.
 * So of two admins who ban each other at once, only one succeeds. No event for anybody else. Refused to callers who are no admins, and for
 * the owner and unknown people.
 */
export function unassignBannedAdmin(
  request: BanMember,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
): Decision<RoleUnassigned, BanMemberRefusal> {
  const { groupId, memberId } = request;
  const refusal = checkBan(request, states, caller, settings);
  if (refusal) return refusal;
  if (!endsInGroup(states.group, states.targetMembership, memberId)) return accept();
  const ban = banDetails(request, caller);
  return accept({ type: 'RoleUnassigned', data: { groupId, memberId, role: 'ADMIN', because: 'BANNED', ban } });
}

/**
 * Bans a person, and ends their membership, pending request and invitation. The second of two steps. `firstEvents`: the
 * events of the first step; if there are any, rights are not checked again, and a ban that was lifted since stays lifted.
 * `START_OVER`: they were nominated after the first step.
 */
export function banMember(
  request: BanMember,
  states: States,
  caller: Caller,
  settings: DecisionSettings,
  firstEvents: readonly unknown[],
): Decision<BanningEvent, BanMemberRefusal | StartOver> {
  const lostAdminRole = firstEvents.length > 0;
  const { group, targetMembership } = states;
  const { groupId, memberId } = request;
  const refusal = lostAdminRole ? null : checkBan(request, states, caller, settings);
  if (refusal) return refusal;
  if (!lostAdminRole && endsInGroup(group, targetMembership, memberId)) return refuse('START_OVER');
  const isAlreadyBanned = isBanned(group, targetMembership, memberId);
  if (isAlreadyBanned ? targetMembership.ban !== null : lostAdminRole) return accept();
  const details = isAlreadyBanned ? (group.departedAdmins.get(memberId)?.ban ?? {}) : banDetails(request, caller);
  return accept(...banningEvents({ groupId, memberId }, group, targetMembership, details));
}

/** The ban to show after the command. If it was lifted between the two steps, it is taken from the event of the first. */
export function banAfter({ ban }: Membership, events: readonly Recorded<RoleUnassigned | BanningEvent>[]) {
  if (ban) return ban;
  const unassigned = events.find((event) => event.type === 'RoleUnassigned')!;
  return { bannedAt: unassigned.at, ...unassigned.data.ban };
}

const banDetails = ({ reason }: BanMember, { memberId: bannedById }: Caller): BanDetails => ({
  ...(bannedById !== undefined && { bannedById }),
  ...(reason !== undefined && { reason }),
});

function checkBan(
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
