import { type Fold, into, type Projection, sweep } from '@app/kernel';
import type { Answer } from '../domain/group/group.entrance';
import type { GroupDeleted, GroupEvent, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MembershipEvent } from '../domain/membership/membership.events';
import type { RequestStatus } from '../domain/membership/membership.state';

/**
 * A person in a group: their membership and role, their latest request to join, what they answered, an open invitation
 * and a ban. Serves members, memberships, join requests, answers, invitations and bans.
 */
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
  /** The latest that were given to the group's questions; absent when there are none. */
  answers?: readonly Answer[];
  answeredDate?: string;
  /** The open one. */
  invitation?: { invitedById?: string; createdDate: string };
  ban?: { bannedById?: string; reason?: string; createdDate: string };
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
    GroupOwnershipTransferred: [
      {
        kind: 'fold',
        id: ({ data: { groupId, from } }) => (from === undefined ? null : membershipId(groupId, from)),
        fold: withoutOwner,
      },
      {
        kind: 'fold',
        id: ({ data: { groupId, to } }) => (to === undefined ? null : membershipId(groupId, to)),
        fold: (now, { data: { groupId, to } }) => ({
          ...(now ?? { groupId, memberId: to! }),
          owner: true,
          ...(now?.role && { role: 'ADMIN' as const }),
        }),
      },
    ] satisfies readonly Fold<GroupOwnershipTransferred, MembershipDocument>[],
    JoinRequested: membership((now, { data: { groupId, memberId, groupRevision, message, answers }, at }) => {
      const joinRequest = {
        status: 'PENDING' as const,
        createdDate: at,
        groupRevision,
        ...(message !== undefined && { message }),
      };
      const { answers: _former, answeredDate: _then, ...rest } = now ?? { groupId, memberId };
      const said = answers && { answers, answeredDate: at };
      return { ...rest, status: now?.role ? 'JOINED' : 'PENDING', joinRequest, ...said };
    }),
    JoinRequestApproved: membership((now) => answered(now, 'APPROVED')),
    JoinRequestRejected: membership((now, { data: { reason, because } }) =>
      because ? null : answered(now, 'REJECTED', reason),
    ),
    JoinRequestCanceled: membership((now) => answered(now, 'CANCELED')),
    MemberInvited: membership((now, { data: { groupId, memberId, invitedById }, at }) => ({
      ...(now ?? { groupId, memberId }),
      invitation: { createdDate: at, ...(invitedById !== undefined && { invitedById }) },
    })),
    InvitationAccepted: membership(withoutInvitation),
    InvitationDeclined: membership(withoutInvitation),
    InvitationRevoked: membership((now, { data: { because } }) => (because ? null : withoutInvitation(now))),
    MemberJoined: membership((now, { data: { groupId, memberId, answers }, at }) => ({
      ...(now && withoutInvitation(now)),
      groupId,
      memberId,
      status: 'JOINED',
      role: now?.owner ? 'ADMIN' : 'MEMBER',
      joinedDate: at,
      ...(answers && { answers, answeredDate: at }),
    })),
    MemberLeft: membership((now, { data: { because } }) => (because ? null : ended(now))),
    MemberRemoved: membership((now, { data: { because } }) => (because ? null : ended(now))),
    MemberBanned: membership((now, { data: { groupId, memberId, bannedById, reason }, at }) => ({
      ...(now ?? { groupId, memberId }),
      ban: {
        createdDate: at,
        ...(bannedById !== undefined && { bannedById }),
        ...(reason !== undefined && { reason }),
      },
    })),
    BanLifted: membership((now) => {
      if (!now) return null;
      const { ban: _over, ...rest } = now;
      return rest;
    }),
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

function withoutInvitation(now: MembershipDocument | null): MembershipDocument | null {
  if (!now) return null;
  const { invitation: _over, ...rest } = now;
  return rest;
}

function withoutOwner(now: MembershipDocument | null): MembershipDocument | null {
  if (!now) return null;
  const { owner: _former, ...rest } = now;
  return rest;
}
