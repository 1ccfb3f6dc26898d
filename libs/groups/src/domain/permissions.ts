import { type Caller, runsTheSite } from '@app/kernel';
import type { AllowPolicy } from './group/group.details';
import type { Group } from './group/group.state';
import type { MemberId } from './ids';
import type { Membership } from './membership/membership.state';
import type { SiteMember } from './site-member/site-member.state';

/** The parts of a group and of a membership that rights depend on. Decisions take them from events, queries from views. */
export type GroupForRights = Pick<Group, 'status' | 'details' | 'ownerId' | 'admins' | 'departedAdmins'>;
export type MembershipForRights = Pick<Membership, 'joined' | 'ban' | 'banLifted'> & {
  readonly invitation: { readonly invitedAt: string } | null;
};

/** A group and the caller's membership in it: the states that every right in a group depends on. */
export type GroupAndCaller = { readonly group: Group; readonly callerMembership: Membership };
type StatesForRights = { readonly group: GroupForRights; readonly callerMembership: MembershipForRights };

/** The profile of people who are not in the directory. `REFUSE`: they may read like outsiders, and do nothing else. */
export type UnknownSiteMembers = 'PUBLIC' | 'PRIVATE' | 'REFUSE';

/**
 * Does this person belong to the group? The owner always does. An admin who left or was removed does not, from the event
 * in the group's stream on, even before their membership has ended.
 */
export function belongs(
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean {
  if (memberId === undefined) return false;
  if (group.ownerId === memberId) return true;
  if (!membership.joined) return false;
  const departed = group.departedAdmins.get(memberId);
  return !departed || departed.position < membership.joined.position;
}

/**
 * Is this person an admin? They need the role in the group, and a membership that began before they got it: somebody who
 * left and came back is a plain member. The owner always is an admin.
 */
export function isAdmin(
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean {
  if (memberId === undefined || !belongs(group, membership, memberId)) return false;
  if (group.ownerId === memberId) return true;
  const assignedAt = group.admins.get(memberId);
  return assignedAt !== undefined && membership.joined !== null && assignedAt > membership.joined.position;
}

/**
 * Does this person's membership end in the group's stream first? That of an admin does, and that of a nominated or
 * authorized member, who may become one or act on others at any moment: so a right and its holder's end are decided in one
 * stream.
 */
export const endsInGroup = (group: GroupForRights, membership: Membership, memberId: MemberId | undefined): boolean =>
  isAdmin(group, membership, memberId) || (membership.nominated && belongs(group, membership, memberId));

/**
 * Is this person banned? A banned admin is, from the event in the group's stream on, even before the ban itself is written.
 * The owner never is.
 */
export function isBanned(group: GroupForRights, membership: MembershipForRights, memberId: MemberId): boolean {
  if (group.ownerId === memberId) return false;
  if (membership.ban) return true;
  const departed = group.departedAdmins.get(memberId);
  return departed?.because === 'BANNED' && departed.position > (membership.banLifted ?? -1n);
}

/** Does this person have an open invitation? Never if they belong or are banned. */
export const isInvited = (
  group: GroupForRights,
  membership: MembershipForRights,
  memberId: MemberId | undefined,
): boolean =>
  memberId !== undefined &&
  membership.invitation !== null &&
  !isBanned(group, membership, memberId) &&
  !belongs(group, membership, memberId);

/** May this caller see the group? A SECRET group is visible only to its members, site admins and apps. */
export const canSee = ({ group, callerMembership }: StatesForRights, caller: Caller): boolean =>
  group.status === 'ACTIVE' &&
  (group.details?.privacyStatus !== 'SECRET' ||
    runsTheSite(caller) ||
    belongs(group, callerMembership, caller.memberId));

/** May this caller see the entrance of the group? An invitation is enough, also to a SECRET group. */
export const canSeeEntrance = (states: StatesForRights, caller: Caller): boolean =>
  canSee(states, caller) ||
  (states.group.status === 'ACTIVE' && isInvited(states.group, states.callerMembership, caller.memberId));

/** May this caller change the group, remove members and assign roles? Admins of the group, site admins and apps. */
export const mayManage = ({ group, callerMembership }: StatesForRights, caller: Caller): boolean =>
  runsTheSite(caller) || isAdmin(group, callerMembership, caller.memberId);

/** Does this policy of the group allow the caller? `OWNER` excludes admins of the group, but not site admins and apps. */
export function allowedBy(policy: AllowPolicy, { group, callerMembership }: StatesForRights, caller: Caller): boolean {
  if (runsTheSite(caller)) return true;
  if (caller.memberId === undefined) return false;
  if (group.ownerId === caller.memberId) return true;
  if (policy === 'OWNER') return false;
  return policy === 'ALL_MEMBERS'
    ? belongs(group, callerMembership, caller.memberId)
    : isAdmin(group, callerMembership, caller.memberId);
}

/** May this caller approve and reject requests to join? */
export const mayDecideRequests = (states: StatesForRights, caller: Caller): boolean =>
  states.group.details !== null &&
  allowedBy(states.group.details.settings.allowedToApproveJoinRequests, states, caller);

/** May this caller see all requests to join and their count? Who may decide them, and all admins. */
export const maySeeRequests = (states: StatesForRights, caller: Caller): boolean =>
  mayDecideRequests(states, caller) || mayManage(states, caller);

/** May this caller add members? */
export const mayAddMembers = (states: StatesForRights, caller: Caller): boolean =>
  mayAddOrInvite(states.group.details?.settings.allowedToAddMembers, states, caller);

/** May this caller invite people? */
export const mayInvite = (states: StatesForRights, caller: Caller): boolean =>
  mayAddOrInvite(states.group.details?.settings.allowedToInviteMembers, states, caller);

/** Nobody can ask to join a SECRET group, so every member of it may add and invite, unless only the owner may. */
function mayAddOrInvite(policy: AllowPolicy | undefined, states: StatesForRights, caller: Caller): boolean {
  if (!policy) return false;
  const isSecret = states.group.details?.privacyStatus === 'SECRET';
  return allowedBy(isSecret && policy !== 'OWNER' ? 'ALL_MEMBERS' : policy, states, caller);
}

/** May this caller hand over the group, and set or remove a policy `OWNER`? The owner, site admins and apps. */
export const mayActAsOwner = ({ group }: StatesForRights, caller: Caller): boolean =>
  runsTheSite(caller) || (caller.memberId !== undefined && group.ownerId === caller.memberId);

/** May this caller see the members? Everybody, unless the group shows its member list to admins only. */
export const maySeeMembers = (states: StatesForRights, caller: Caller): boolean =>
  states.group.details?.settings.showMemberList === true || mayManage(states, caller);

/** Is the profile public, as it has to be to become a member? Never after the account ended. */
export const hasPublicProfile = (person: SiteMember, unknown: UnknownSiteMembers): boolean =>
  !person.ended && (person.registered?.profile ?? unknown) === 'PUBLIC';

/** Does this person exist for commands about them? */
export const isKnown = (person: SiteMember, unknown: UnknownSiteMembers): boolean =>
  !person.ended && (person.registered !== null || unknown !== 'REFUSE');
