import { type Fold, foldInto, type Projection, sweep } from '@app/kernel';
import type { Answer } from '../domain/group/group.entrance';
import type { GroupDeleted, GroupEvent, GroupOwnershipTransferred } from '../domain/group/group.events';
import type { MembershipEvent } from '../domain/membership/membership.events';
import type { RequestStatus } from '../domain/membership/membership.state';
import { parseStreamName } from '../domain/stream-names';

/**
 * A person in a group: their membership and role, their latest request to join and answers, their open invitation and
 * their ban.
 */
export type MembershipDocument = {
  groupId: string;
  memberId: string;
  /** `JOINED`: is a member; `PENDING`: has asked to join; absent: neither. */
  status?: 'JOINED' | 'PENDING';
  /** Owns the group, and so becomes an admin on joining. */
  owner?: true;
  /** Only of a member. */
  role?: 'ADMIN' | 'MEMBER';
  joinedDate?: string;
  joinRequest?: {
    status: RequestStatus;
    createdDate: string;
    groupRevision: number;
    message?: string;
    rejectionReason?: string;
  };
  /** The latest answers to the questions of the group; absent when there are none. */
  answers?: readonly Answer[];
  answeredDate?: string;
  /** The open invitation. */
  invitation?: { invitedById?: string; createdDate: string };
  ban?: { bannedById?: string; reason?: string; createdDate: string };
};

type MembershipsViewEvent = GroupEvent | MembershipEvent;
/** The id of the one document of a person in a group. */
export const membershipId = (groupId: string, memberId: string) => `${groupId}.${memberId}`;
const membership = foldInto<MembershipDocument, MembershipEvent>(({ groupId, memberId }) =>
  membershipId(groupId, memberId),
);

/** Sets the role of a member. Of anybody else a role has no effect: who joins (again) starts as a plain member. */
const withRole = (current: MembershipDocument | null, role: 'ADMIN' | 'MEMBER') =>
  current && { ...current, ...(current.role && { role }) };

/** The people in groups, by `membershipId`. */
export const memberships: Projection<MembershipsViewEvent, MembershipDocument> = {
  name: 'memberships',
  version: 2,
  documentsOf: (stream) => {
    const { groupId, memberId } = parseStreamName(stream);
    if (groupId === undefined) return null;
    return memberId === undefined ? [] : [membershipId(groupId, memberId)];
  },
  on: {
    GroupCreated: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.ownerId),
      fold: (current, { data: { groupId, ownerId } }) => ({
        ...(current ?? { groupId, memberId: ownerId }),
        owner: true,
      }),
    },
    RoleAssigned: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.memberId),
      fold: (current) => withRole(current, 'ADMIN'),
    },
    RoleUnassigned: {
      kind: 'fold',
      id: ({ data }) => membershipId(data.groupId, data.memberId),
      // An admin who leaves or is removed does not belong from this event on; the end of the membership follows later.
      fold: (current, { data: { because } }) => (because ? withoutMembership(current) : withRole(current, 'MEMBER')),
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
        fold: (current, { data: { groupId, to } }) => ({
          ...(current ?? { groupId, memberId: to! }),
          owner: true,
          ...(current?.role && { role: 'ADMIN' as const }),
        }),
      },
    ] satisfies readonly Fold<GroupOwnershipTransferred, MembershipDocument>[],
    JoinRequested: membership((current, { data: { groupId, memberId, groupRevision, message, answers }, at }) => {
      const joinRequest = {
        status: 'PENDING' as const,
        createdDate: at,
        groupRevision,
        ...(message !== undefined && { message }),
      };
      const { answers: _former, answeredDate: _formerDate, ...rest } = current ?? { groupId, memberId };
      const latestAnswers = answers && { answers, answeredDate: at };
      return { ...rest, status: current?.role ? 'JOINED' : 'PENDING', joinRequest, ...latestAnswers };
    }),
    JoinRequestApproved: membership((current) => withRequestStatus(current, 'APPROVED')),
    JoinRequestRejected: membership((current, { data: { reason, because } }) =>
      because ? null : withRequestStatus(current, 'REJECTED', reason),
    ),
    JoinRequestCanceled: membership((current) => withRequestStatus(current, 'CANCELED')),
    MemberInvited: membership((current, { data: { groupId, memberId, invitedById }, at }) => ({
      ...(current ?? { groupId, memberId }),
      invitation: { createdDate: at, ...(invitedById !== undefined && { invitedById }) },
    })),
    InvitationAccepted: membership(withoutInvitation),
    InvitationDeclined: membership(withoutInvitation),
    InvitationRevoked: membership((current, { data: { because } }) => (because ? null : withoutInvitation(current))),
    MemberJoined: membership((current, { data: { groupId, memberId, answers }, at }) => ({
      ...(current && withoutInvitation(current)),
      groupId,
      memberId,
      status: 'JOINED',
      role: current?.owner ? 'ADMIN' : 'MEMBER',
      joinedDate: at,
      ...(answers && { answers, answeredDate: at }),
    })),
    MemberLeft: membership((current, { data: { because } }) => (because ? null : withoutMembership(current))),
    MemberRemoved: membership((current, { data: { because } }) => (because ? null : withoutMembership(current))),
    MemberBanned: membership((current, { data: { groupId, memberId, bannedById, reason }, at }) => ({
      ...(current ?? { groupId, memberId }),
      ban: {
        createdDate: at,
        ...(bannedById !== undefined && { bannedById }),
        ...(reason !== undefined && { reason }),
      },
    })),
    BanLifted: membership((current) => {
      if (!current) return null;
      const { ban: _lifted, ...rest } = current;
      return rest;
    }),
    GroupDeleted: sweep<GroupDeleted, MembershipDocument>(
      ({ data: { groupId } }) => ({ field: 'groupId', equals: groupId }),
      () => null,
    ),
  },
};

function withRequestStatus(
  current: MembershipDocument | null,
  status: RequestStatus,
  rejectionReason?: string,
): MembershipDocument | null {
  if (!current?.joinRequest) return current;
  const { status: _pending, ...rest } = current;
  const joinRequest = { ...current.joinRequest, status, ...(rejectionReason !== undefined && { rejectionReason }) };
  return { ...rest, ...(current.role && { status: 'JOINED' as const }), joinRequest };
}

function withoutMembership(current: MembershipDocument | null): MembershipDocument | null {
  if (!current) return null;
  const { status: _joined, role: _role, joinedDate: _date, ...rest } = current;
  return { ...rest, ...(current.joinRequest?.status === 'PENDING' && { status: 'PENDING' as const }) };
}

function withoutInvitation(current: MembershipDocument | null): MembershipDocument | null {
  if (!current) return null;
  const { invitation: _closed, ...rest } = current;
  return rest;
}

function withoutOwner(current: MembershipDocument | null): MembershipDocument | null {
  if (!current) return null;
  const { owner: _former, ...rest } = current;
  return rest;
}
