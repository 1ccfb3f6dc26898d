import type { Event, Words } from '@app/kernel';
import type { GroupId, MemberId } from '../ids';

type InGroup = { groupId: GroupId; memberId: MemberId };

/** How somebody became a member: as founder, by joining, by an approved request, or added by others. */
export type Way = 'CREATED' | 'JOINED' | 'APPROVED' | 'ADDED';

/** Somebody asked to join. `groupRevision`: the group as it was when that was judged to be the way in. */
export type JoinRequested = Event<'JoinRequested', InGroup & { groupRevision: number; message?: Words }>;
/** The request was granted; `MemberJoined` follows in the same append. */
export type JoinRequestApproved = Event<'JoinRequestApproved', InGroup>;
/** The request was refused; the requester may read why. */
export type JoinRequestRejected = Event<'JoinRequestRejected', InGroup & { reason?: Words }>;
/** The requester took the request back. */
export type JoinRequestCanceled = Event<'JoinRequestCanceled', InGroup>;

/** Somebody belongs to the group from here on. `becoming`: a site admin who joins becomes an admin. */
export type MemberJoined = Event<'MemberJoined', InGroup & { way: Way; becoming?: 'ADMIN' }>;
/** Somebody went by themselves. */
export type MemberLeft = Event<'MemberLeft', InGroup>;
/** Somebody was removed by others. */
export type MemberRemoved = Event<'MemberRemoved', InGroup>;

export type MembershipEvent =
  | JoinRequested
  | JoinRequestApproved
  | JoinRequestRejected
  | JoinRequestCanceled
  | MemberJoined
  | MemberLeft
  | MemberRemoved;
