import type { Event, Words } from '@app/kernel';
import type { Answer } from '../group/group.entrance';
import type { GroupId, MemberId } from '../ids';

type InGroup = { groupId: GroupId; memberId: MemberId };
/** Ended by the service since the group is gone: nothing of it is shown to anybody any more. */
type Ending = InGroup & { because?: 'GROUP_DELETED' };

/** How somebody became a member: as founder or owner, by joining, by an approved request, by an invitation, or added by others. */
export type Way = 'CREATED' | 'JOINED' | 'APPROVED' | 'INVITED' | 'ADDED';

/** Somebody asked to join. `groupRevision`: the group as it was when that was judged to be the way in. */
export type JoinRequested = Event<
  'JoinRequested',
  InGroup & { groupRevision: number; message?: Words; answers?: readonly Answer[] }
>;
/** The request was granted; `MemberJoined` follows in the same append. */
export type JoinRequestApproved = Event<'JoinRequestApproved', InGroup>;
/** The request was refused; the requester may read why. */
export type JoinRequestRejected = Event<'JoinRequestRejected', Ending & { reason?: Words }>;
/** The requester took the request back. */
export type JoinRequestCanceled = Event<'JoinRequestCanceled', InGroup>;

/** Somebody was invited. `invitedById` is absent when an app did it. */
export type MemberInvited = Event<'MemberInvited', InGroup & { invitedById?: MemberId }>;
/** The invited person agreed; `MemberJoined` follows in the same append. */
export type InvitationAccepted = Event<'InvitationAccepted', InGroup>;
/** The invited person does not want to. */
export type InvitationDeclined = Event<'InvitationDeclined', InGroup>;
/** The invitation was taken back, or cannot stand any more. */
export type InvitationRevoked = Event<'InvitationRevoked', Ending>;

/**
 * Somebody belongs to the group from here on; an invitation that was open is over. `becoming`: a site admin who joins
 * becomes an admin. `answers`: to the group's questions, where nobody had to be asked first.
 */
export type MemberJoined = Event<
  'MemberJoined',
  InGroup & { way: Way; becoming?: 'ADMIN'; answers?: readonly Answer[] }
>;
/** Somebody went by themselves. */
export type MemberLeft = Event<'MemberLeft', Ending>;
/** Somebody was removed by others. */
export type MemberRemoved = Event<'MemberRemoved', Ending>;

/** Nobody lets this person in from here on. `bannedById` is absent when an app did it. */
export type MemberBanned = Event<'MemberBanned', InGroup & { bannedById?: MemberId; reason?: Words }>;
/** The ban is over; nothing that it ended comes back. */
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
  | MemberBanned
  | BanLifted;
