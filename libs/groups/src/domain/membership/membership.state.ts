import { type DeepReadonly, defineStream, ignoreUnknownEvent, type Position, type Recorded } from '@app/kernel';
import type { Answer } from '../group/group.entrance';
import type { GroupId, MemberId } from '../ids';
import type { MembershipEvent } from './membership.events';

export type RequestStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED';
type Request = {
  status: RequestStatus;
  askedAt: string;
  /** The revision of the group that the decision to request was made on. */
  groupRevision: number;
  message?: string;
  rejectionReason?: string;
};
type State = {
  /** When and at which position the membership began; `null`: no membership. */
  joined: { at: string; position: Position } | null;
  /**
   * Whether the member was nominated as an admin or the owner, or authorized to act on others, in this membership: it ends
   * first in the group's stream. It does not say that they are an admin.
   */
  nominated: boolean;
  /** The latest request, pending or not. */
  request: Request | null;
  /** The open invitation. */
  invitation: { invitedAt: string; position: Position; invitedById?: MemberId } | null;
  ban: { bannedAt: string; bannedById?: MemberId; reason?: string } | null;
  /** Where the latest ban was lifted. A ban that the group's stream holds from before it is over too. */
  banLifted: Position | null;
  /** The latest ban, lifted or not. */
  latestBan: { position: Position; revision: number; eventId: string } | null;
  /** Where the latest membership ended, or a ban forbade one. */
  ended: Position | null;
  /** The latest answers to the membership questions. */
  answers: readonly Answer[];
};
export type Membership = DeepReadonly<State>;

export const initial = (): State => ({
  joined: null,
  nominated: false,
  request: null,
  invitation: null,
  ban: null,
  banLifted: null,
  latestBan: null,
  ended: null,
  answers: [],
});

export function evolve(membership: State, event: Recorded<MembershipEvent>): State {
  const { id, type, data, at, position, revision } = event;
  switch (type) {
    case 'JoinRequested': {
      const { groupRevision, message } = data;
      const request = {
        status: 'PENDING' as const,
        askedAt: at,
        groupRevision,
        ...(message !== undefined && { message }),
      };
      return { ...membership, request, answers: data.answers ?? [] };
    }
    case 'JoinRequestApproved':
      return withRequestStatus(membership, 'APPROVED');
    case 'JoinRequestRejected':
      return withRequestStatus(membership, 'REJECTED', data.reason);
    case 'JoinRequestCanceled':
      return withRequestStatus(membership, 'CANCELED');
    case 'MemberInvited': {
      const { invitedById } = data;
      const invitation = { invitedAt: at, position, ...(invitedById !== undefined && { invitedById }) };
      return { ...membership, invitation };
    }
    case 'InvitationAccepted':
    case 'InvitationDeclined':
    case 'InvitationRevoked':
      return { ...membership, invitation: null };
    case 'MemberJoined':
      return {
        ...membership,
        joined: { at, position },
        nominated: data.becoming === 'ADMIN',
        invitation: null,
        answers: data.answers ?? membership.answers,
      };
    case 'MemberLeft':
    case 'MemberRemoved':
      return { ...membership, joined: null, nominated: false, ended: position };
    case 'AdminNominated':
    case 'MemberAuthorized':
      return { ...membership, nominated: true };
    case 'MemberBanned': {
      const { bannedById, reason } = data;
      const details = { ...(bannedById !== undefined && { bannedById }), ...(reason !== undefined && { reason }) };
      const latestBan = { position, revision, eventId: id };
      return { ...membership, ban: { bannedAt: at, ...details }, latestBan, ended: position };
    }
    case 'BanLifted':
      return { ...membership, ban: null, banLifted: position };
    default:
      return ignoreUnknownEvent(type, membership);
  }
}

function withRequestStatus(membership: State, status: RequestStatus, rejectionReason?: string): State {
  const request = { ...membership.request!, status, ...(rejectionReason !== undefined && { rejectionReason }) };
  return { ...membership, request };
}

export const membershipFold = {
  initial,
  evolve,
  version: 1,
  types: [
    'JoinRequested',
    'JoinRequestApproved',
    'JoinRequestRejected',
    'JoinRequestCanceled',
    'MemberInvited',
    'InvitationAccepted',
    'InvitationDeclined',
    'InvitationRevoked',
    'MemberJoined',
    'MemberLeft',
    'MemberRemoved',
    'AdminNominated',
    'MemberAuthorized',
    'MemberBanned',
    'BanLifted',
  ] as const satisfies readonly MembershipEvent['type'][],
};

/** The stream of a membership. Without a `memberId` (a visitor, an app) there is no stream, and the state is empty. */
export const membershipStream = (siteId: string, groupId: GroupId, memberId: MemberId | undefined) =>
  defineStream(memberId === undefined ? null : `membership-${siteId}.${groupId}.${memberId}`, membershipFold);
