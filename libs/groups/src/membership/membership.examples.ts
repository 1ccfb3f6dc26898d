import { groupId } from '../group/group.examples';
import type { Person } from '../people.examples';
import type {
  JoinRequestApproved,
  JoinRequestCanceled,
  JoinRequested,
  JoinRequestRejected,
  MemberJoined,
  MemberLeft,
  MemberRemoved,
  Way,
} from './membership.events';

type Asked = { readonly groupRevision?: number; readonly message?: string };
/** `groupRevision`: the group as it was when that was judged to be the way in; by default just created. */
export const joinRequested = ({ memberId }: Person, { groupRevision = 0, message }: Asked = {}): JoinRequested => ({
  type: 'JoinRequested',
  data: { groupId, memberId, groupRevision, ...(message !== undefined && { message }) },
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
export const memberJoined = ({ memberId }: Person, way: Way = 'JOINED', becoming?: 'ADMIN'): MemberJoined => ({
  type: 'MemberJoined',
  data: { groupId, memberId, way, ...(becoming && { becoming }) },
});
export const memberLeft = ({ memberId }: Person): MemberLeft => ({ type: 'MemberLeft', data: { groupId, memberId } });
export const memberRemoved = ({ memberId }: Person): MemberRemoved => ({
  type: 'MemberRemoved',
  data: { groupId, memberId },
});
