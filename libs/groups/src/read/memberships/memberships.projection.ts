import { into, type Projection, sweep } from '@app/kernel';
import type { GroupDeleted, GroupEvent } from '../../group/group.events';
import type { MembershipEvent } from '../../membership/membership.events';
import type { RequestStatus } from '../../membership/membership.state';

/** A person in a group: their membership and role, and their latest request to join. Serves members, memberships and join requests. */
export type MembershipDocument = {
  groupId: string;
  memberId: string;
  /** `JOINED` while they belong, `PENDING` while they wait; absent otherwise. */
  status?: 'JOINED' | 'PENDING';
  /** Owns the group, and so is an admin from the moment of joining. */
  owner?: true;
  /** Only while they belong. */
  role?: 'ADMIN' | 'MEMBER';
  joinedDate?: string;
  joinRequest?: {
    status: RequestStatus;
    createdDate: string;
    groupRevision: number;
    message?: string;
    rejectionReason?: string;
  };
};
type Heard = GroupEvent | MembershipEvent;
/** A person in a group has one document. */
export const membershipId = (groupId: string, memberId: string) => `${groupId}.${memberId}`;
const membership = into<MembershipDocument, MembershipEvent>(({ groupId, memberId }) =>
  membershipId(groupId, memberId),
);

/** A role is for who belongs: whoever is named before they join (again) is a plain member then. */
const named = (now: MembershipDocument | null, role: 'ADMIN' | 'MEMBER') =>
  now && { ...now, ...(now.role && { role }) };

export const memberships: Projection<Heard, MembershipDocument> = {
  name: 'memberships',
  version: 1,
  on: {
    GroupCreated: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.ownerId),
      fold: (now, { data: { groupId, ownerId } }) => ({ ...(now ?? { groupId, memberId: ownerId }), owner: true }),
    },
    RoleAssigned: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.memberId),
      fold: (now, { data: { role } }) => named(now, role),
    },
    RoleUnassigned: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.memberId),
      fold: (now) => named(now, 'MEMBER'),
    },
    JoinRequested: membership((now, { data: { groupId, memberId, groupRevision, message }, at }) => {
      const joinRequest = {
        status: 'PENDING' as const,
        createdDate: at,
        groupRevision,
        ...(message !== undefined && { message }),
      };
      return { ...now, groupId, memberId, status: now?.role ? 'JOINED' : 'PENDING', joinRequest };
    }),
    JoinRequestApproved: membership((now) => answered(now, 'APPROVED')),
    JoinRequestRejected: membership((now, { data: { reason } }) => answered(now, 'REJECTED', reason)),
    JoinRequestCanceled: membership((now) => answered(now, 'CANCELED')),
    MemberJoined: membership((now, { data: { groupId, memberId }, at }) => ({
      ...now,
      groupId,
      memberId,
      status: 'JOINED',
      role: now?.owner ? 'ADMIN' : 'MEMBER',
      joinedDate: at,
    })),
    MemberLeft: membership(ended),
    MemberRemoved: membership(ended),
    GroupDeleted: sweep<GroupDeleted, MembershipDocument>(
      ({ data: { groupId } }) => ({ field: 'groupId', equals: groupId }),
      () => null,
    ),
  },
};

function answered(
  now: MembershipDocument | null,
  status: RequestStatus,
  rejectionReason?: string,
): MembershipDocument | null {
  if (!now?.joinRequest) return now;
  const { status: _waiting, ...rest } = now;
  const joinRequest = { ...now.joinRequest, status, ...(rejectionReason !== undefined && { rejectionReason }) };
  return { ...rest, ...(now.role && { status: 'JOINED' as const }), joinRequest };
}

function ended(now: MembershipDocument | null): MembershipDocument | null {
  if (!now) return null;
  const { status: _joined, role: _role, joinedDate: _date, ...rest } = now;
  return { ...rest, ...(now.joinRequest?.status === 'PENDING' && { status: 'PENDING' as const }) };
}
