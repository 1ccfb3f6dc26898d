import { type Caller, runsTheSite } from '@app/kernel';
import type { Group } from './group/group.state';
import type { AllowPolicy } from './group/group.details';
import type { MemberId } from './ids';
import type { Membership } from './membership/membership.state';
import type { SiteMember } from './site-member/site-member.state';

/** What rights look at: of a group, and of a membership in it. Folded from events to decide, taken from views to read. */
export type GroupForRights = Pick<Group, 'status' | 'details' | 'ownerId' | 'admins' | 'gone'>;
export type MembershipForRights = Pick<Membership, 'joined' | 'invitation' | 'ban' | 'banLifted'>;

/** A group and the caller's own membership in it: what every right in a group is judged on. */
export type GroupAndCaller = { readonly group: Group; readonly callerMembership: Membership };
type StatesForRights = { readonly group: GroupForRights; readonly callerMembership: MembershipForRights };

/** How people count whom the directory does not know; `REFUSE`: they may read as outsiders, and do nothing. */
export type UnknownSiteMembers = 'PUBLIC' | 'PRIVATE' | 'REFUSE';

/**
 * Does this person belong to the group? The owner always does. An admin who left or was removed is out from the moment
 * the group says so, even before the membership itself has ended.
 */
export function belongs(
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean {
  if (memberId === undefined) return false;
  if (group.ownerId === memberId) return true;
  if (!membership.joined) return false;
  const gone = group.gone.get(memberId);
  return !gone || gone.position < membership.joined.position;
}

/**
 * An admin is one whom the group names and who belongs to it, without a break since then: someone who left and returned
 * is a plain member, also if they were named in between. The owner always is one.
 */
export function isAdmin(
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean {
  if (memberId === undefined || !belongs(group, membership, memberId)) return false;
  if (group.ownerId === memberId) return true;
  const named = group.admins.get(memberId);
  return named !== undefined && membership.joined !== null && named > membership.joined.position;
}

/**
 * Is this person banned? An admin is from the moment the group says so, even before the ban itself has been written. The
 * owner never is.
 */
export function isBanned(group: GroupForRights, membership: MembershipForRights, memberId: MemberId): boolean {
  if (group.ownerId === memberId) return false;
  if (membership.ban) return true;
  const gone = group.gone.get(memberId);
  return gone?.because === 'BANNED' && gone.position > (membership.banLifted ?? -1n);
}

/** Does this person have an open invitation? Whoever belongs or is banned needs none. */
export const isInvited = (
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean =>
  memberId !== undefined &&
  membership.invitation !== null &&
  !isBanned(group, membership, memberId) &&
  !belongs(group, membership, memberId);

/** Is there such a group for this caller? A SECRET one is missing to everybody but its members and those who run the site. */
export const canSee = ({ group, callerMembership }: StatesForRights, caller: Caller): boolean =>
  group.status === 'ACTIVE' &&
  (group.details?.privacyStatus !== 'SECRET' ||
    runsTheSite(caller) ||
    belongs(group, callerMembership, caller.memberId));

/** May this caller look at the door: the group itself, its rules and questions? An open invitation to a SECRET group shows them. */
export const canSeeEntrance = (states: StatesForRights, caller: Caller): boolean =>
  canSee(states, caller) ||
  (states.group.status === 'ACTIVE' && isInvited(states.group, states.callerMembership, caller.memberId));

/** Change the group, remove people, give roles: its admins, and those who run the site. */
export const mayManage = ({ group, callerMembership }: StatesForRights, caller: Caller): boolean =>
  runsTheSite(caller) || isAdmin(group, callerMembership, caller.memberId);

/** What one of the group's own policies allows. `OWNER` shuts out admins too, never those who run the site. */
export function allowedBy(policy: AllowPolicy, { group, callerMembership }: StatesForRights, caller: Caller): boolean {
  if (runsTheSite(caller)) return true;
  if (caller.memberId === undefined) return false;
  if (group.ownerId === caller.memberId) return true;
  if (policy === 'OWNER') return false;
  return policy === 'ALL_MEMBERS'
    ? belongs(group, callerMembership, caller.memberId)
    : isAdmin(group, callerMembership, caller.memberId);
}

/** Approve and reject requests to join. */
export const mayDecideRequests = (states: StatesForRights, caller: Caller): boolean =>
  states.group.details !== null &&
  allowedBy(states.group.details.settings.allowedToApproveJoinRequests, states, caller);

/** See all requests to join, and how many wait: who may decide them, and admins also where only the owner decides. */
export const maySeeRequests = (states: StatesForRights, caller: Caller): boolean =>
  mayDecideRequests(states, caller) || mayManage(states, caller);

/** Add people. */
export const mayAddMembers = (states: StatesForRights, caller: Caller): boolean =>
  mayBringIn(states.group.details?.settings.allowedToAddMembers, states, caller);

/** Invite people. */
export const mayInvite = (states: StatesForRights, caller: Caller): boolean =>
  mayBringIn(states.group.details?.settings.allowedToInviteMembers, states, caller);

/** In a SECRET group, which nobody can ask to join, every member may bring others in, unless only the owner may. */
function mayBringIn(policy: AllowPolicy | undefined, states: StatesForRights, caller: Caller): boolean {
  if (!policy) return false;
  const isSecret = states.group.details?.privacyStatus === 'SECRET';
  return allowedBy(isSecret && policy !== 'OWNER' ? 'ALL_MEMBERS' : policy, states, caller);
}

/** Hand the group over, set or lift a policy `OWNER`: the owner, and those who run the site. */
export const mayActAsOwner = ({ group }: StatesForRights, caller: Caller): boolean =>
  runsTheSite(caller) || (caller.memberId !== undefined && group.ownerId === caller.memberId);

/** See who belongs: every signed-in person, unless the group shows its list to admins only. */
export const maySeeMembers = (states: StatesForRights, caller: Caller): boolean =>
  states.group.details?.settings.showMemberList === true || mayManage(states, caller);

/** Is the profile public? Asked wherever somebody becomes a member. An account that ended has none. */
export const hasPublicProfile = (person: SiteMember, unknown: UnknownSiteMembers): boolean =>
  !person.ended && (person.registered?.profile ?? unknown) === 'PUBLIC';

/** Can this person be named as somebody's target at all? */
export const isKnown = (person: SiteMember, unknown: UnknownSiteMembers): boolean =>
  !person.ended && (person.registered !== null || unknown !== 'REFUSE');
