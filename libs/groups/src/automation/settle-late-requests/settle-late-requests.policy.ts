import type { Policy } from '@app/kernel';
import type { JoinRequested } from '../../membership/membership.events';
import type { PolicyRequest } from '../requests';

/** The other side of a privacy change: a request that was judged before it and came after it is settled all the same. */
export const settleLateRequests: Policy<JoinRequested, PolicyRequest> = {
  name: 'settle-late-requests',
  on: ['JoinRequested'],
  then: ({ data: { groupId, memberId } }) => [{ name: 'SettleJoinRequest', request: { groupId, memberId } }],
};
