import type { Answer } from '../domain/group/group.entrance';
import type {
  AdminNominated,
  BanLifted,
  InvitationAccepted,
  InvitationDeclined,
  InvitationRevoked,
  JoinRequestApproved,
  JoinRequestCanceled,
  JoinRequested,
  JoinRequestRejected,
  MemberAuthorized,
  MemberBanned,
  MemberInvited,
  MemberJoined,
  MemberLeft,
  MemberRemoved,
  Way,
} from '../domain/membership/membership.events';
import { groupId } from './group.examples';
import type { Person } from './people.examples';

type JoinRequestExample = {
  readonly groupRevision?: number;
  readonly message?: string;
  readonly answers?: readonly Answer[];
};
/** `groupRevision`: the revision of the group that the decision was made on; by default a group just created. */
export const joinRequested = (
  { memberId }: Person,
  { groupRevision = 0, message, answers }: JoinRequestExample = {},
): JoinRequested => ({
  type: 'JoinRequested',
  data: { groupId, memberId, groupRevision, ...(message !== undefined && { message }), ...(answers && { answers }) },
});
export const joinRequestApproved = ({ memberId }: Person): JoinRequestApproved => ({
  type: 'JoinRequestApproved',
  data: { groupId, memberId },
});
export const joinRequestRejected = ({ memberId }: Person, reason?: string): JoinRequestRejected => ({
  type: 'JoinRequestRejected',
  data: { groupId, memberId, ...(reason !== undefined && { reason }) },
});
export const joinRequestCanceled = ({ memberId }: Person): JoinRequestCanceled => ({
  type: 'JoinRequestCanceled',
  data: { groupId, memberId },
});
export const memberJoined = (
  { memberId }: Person,
  way: Way = 'JOINED',
  becoming?: 'ADMIN',
  answers?: readonly Answer[],
): MemberJoined => ({
  type: 'MemberJoined',
  data: { groupId, memberId, way, ...(becoming && { becoming }), ...(answers && { answers }) },
});
export const memberInvited = ({ memberId }: Person, by?: Person): MemberInvited => ({
  type: 'MemberInvited',
  data: { groupId, memberId, ...(by && { invitedById: by.memberId }) },
});
export const invitationAccepted = ({ memberId }: Person): InvitationAccepted => ({
  type: 'InvitationAccepted',
  data: { groupId, memberId },
});
export const invitationDeclined = ({ memberId }: Person): InvitationDeclined => ({
  type: 'InvitationDeclined',
  data: { groupId, memberId },
});
export const invitationRevoked = ({ memberId }: Person): InvitationRevoked => ({
  type: 'InvitationRevoked',
  data: { groupId, memberId },
});
export const memberBanned = ({ memberId }: Person, by?: Person, reason?: string): MemberBanned => ({
  type: 'MemberBanned',
  data: { groupId, memberId, ...(by && { bannedById: by.memberId }), ...(reason !== undefined && { reason }) },
});
export const banLifted = ({ memberId }: Person): BanLifted => ({ type: 'BanLifted', data: { groupId, memberId } });
export const memberLeft = ({ memberId }: Person): MemberLeft => ({ type: 'MemberLeft', data: { groupId, memberId } });
export const memberRemoved = ({ memberId }: Person): MemberRemoved => ({
  type: 'MemberRemoved',
  data: { groupId, memberId },
});

export const adminNominated = ({ memberId }: Person): AdminNominated => ({
  type: 'AdminNominated',
  data: { groupId, memberId },
});

export const memberAuthorized = ({ memberId }: Person): MemberAuthorized => ({
  type: 'MemberAuthorized',
  data: { groupId, memberId },
});

type Ending = MemberLeft | MemberRemoved | JoinRequestRejected | InvitationRevoked;
/** The same event, because the group was deleted. */
export const becauseGroupDeleted = <E extends Ending>(event: E): E => ({
  ...event,
  data: { ...event.data, because: 'GROUP_DELETED' },
});
