import { type Position, type Recorded, type Seen, unheard } from '@app/kernel';
import type { MembershipEvent } from './membership.events';

export type RequestStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED';
type Request = {
  status: RequestStatus;
  askedAt: string;
  /** The group's revision that the request was judged on. */
  groupRevision: number;
  message?: string;
  rejectionReason?: string;
};
type State = {
  /** When and at which position the membership began; `null`: does not belong. */
  joined: { at: string; position: Position } | null;
  /** The latest one. */
  request: Request | null;
};
export type Membership = Seen<State>;

export const initial = (): State => ({ joined: null, request: null });

export function evolve(membership: State, event: Recorded<MembershipEvent>): State {
  const { type, data, at, position } = event;
  switch (type) {
    case 'JoinRequested': {
      const { groupRevision, message } = data;
      const request = {
        status: 'PENDING' as const,
        askedAt: at,
        groupRevision,
        ...(message !== undefined && { message }),
      };
      return { ...membership, request };
    }
    case 'JoinRequestApproved':
      return answered(membership, 'APPROVED');
    case 'JoinRequestRejected':
      return answered(membership, 'REJECTED', data.reason);
    case 'JoinRequestCanceled':
      return answered(membership, 'CANCELED');
    case 'MemberJoined':
      return { ...membership, joined: { at, position } };
    case 'MemberLeft':
    case 'MemberRemoved':
      return { ...membership, joined: null };
    default:
      return unheard(type, membership);
  }
}

function answered(membership: State, status: RequestStatus, rejectionReason?: string): State {
  const request = { ...membership.request!, status, ...(rejectionReason !== undefined && { rejectionReason }) };
  return { ...membership, request };
}

export const membershipFold = {
  initial,
  evolve,
  types: [
    'JoinRequested',
    'JoinRequestApproved',
    'JoinRequestRejected',
    'JoinRequestCanceled',
    'MemberJoined',
    'MemberLeft',
    'MemberRemoved',
  ] as const satisfies readonly MembershipEvent['type'][],
};
