import type { Event, Words } from '@app/kernel';
import type { Answer } from '../group/group.entrance';
import type { GroupId, MemberId } from '../ids';

type InGroup = { groupId: GroupId; memberId: MemberId };
/** `because`: ended by the service after the group was deleted; it is not shown to anybody any more. */
type Ending = InGroup & { because?: 'GROUP_DELETED' };

/** How somebody became a member: as owner, by joining, by an approved request, by an invitation, or added by others. */
export type Way = 'CREATED' | 'JOINED' | 'APPROVED' | 'INVITED' | 'ADDED';

/** Somebody asked to join. `groupRevision`: the revision of the group that the decision was made on. */
export type JoinRequested = Event<
  'JoinRequested',
  InGroup & { groupRevision: number; message?: Words; answers?: readonly Answer[] }
>;
/** The request was approved; `MemberJoined` follows in the same append. */
export type JoinRequestApproved = Event<'JoinRequestApproved', InGroup>;
/** The request was rejected. The requester may read the reason. */
export type JoinRequestRejected = Event<'JoinRequestRejected', Ending & { reason?: Words }>;
/** The requester canceled the request. */
export type JoinRequestCanceled = Event<'JoinRequestCanceled', InGroup>;

/** Somebody was invited. `invitedById` is absent when an app invited. */
export type MemberInvited = Event<'MemberInvited', InGroup & { invitedById?: MemberId }>;
/** The invited person accepted; `MemberJoined` follows in the same append. */
export type InvitationAccepted = Event<'InvitationAccepted', InGroup>;
/** The invited person declined. */
export type InvitationDeclined = Event<'InvitationDeclined', InGroup>;
/** The invitation was revoked, by a person or by the service. */
export type InvitationRevoked = Event<'InvitationRevoked', Ending>;

/**
 * Somebody became a member; an open invitation ends with it. `becoming`: a site admin who joins becomes an admin.
 * `answers`: to the membership questions, when they joined without a request.
 */
export type MemberJoined = Event<
  'MemberJoined',
  InGroup & { way: Way; becoming?: 'ADMIN'; answers?: readonly Answer[] }
>;
/** A member left. */
export type MemberLeft = Event<'MemberLeft', Ending>;
/** A member was removed by others. */
export type MemberRemoved = Event<'MemberRemoved', Ending>;

/**
 * A member is about to become an admin or the owner, which the group's stream says next. From here on this membership ends
 * like that of an admin: first in the group's stream.
 */
export type AdminNominated = Event<'AdminNominated', InGroup>;
/**
 * A plain member is about to act on others by a right that all members have: to add, to invite, to decide requests, or to
 * revoke their own invitation. From here on this membership ends like that of an admin: first in the group's stream.
 */
export type MemberAuthorized = Event<'MemberAuthorized', InGroup>;

/** Somebody was banned. `bannedById` is absent when an app banned. */
export type MemberBanned = Event<'MemberBanned', InGroup & { bannedById?: MemberId; reason?: Words }>;
/** The ban was lifted. Whatever the ban ended stays ended. */
export type BanLifted = Event<'BanLifted', InGroup>;

export type MembershipEvent =
  | JoinRequested
  | JoinRequestApproved
  | JoinRequestRejected
  | JoinRequestCanceled
  | MemberInvited
  | InvitationAccepted
  | InvitationDeclined
  | InvitationRevoked
  | MemberJoined
  | MemberLeft
  | MemberRemoved
  | AdminNominated
  | MemberAuthorized
  | MemberBanned
  | BanLifted;
