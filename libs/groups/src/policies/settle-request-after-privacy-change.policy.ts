import type { Policy } from '@app/kernel';
import type { JoinRequested } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** The other side of a privacy change: a request that was judged before it and came after it is settled all the same. */
export const settleRequestAfterPrivacyChange: Policy<JoinRequested, PolicyRequest> = {
  name: 'settle-request-after-privacy-change',
  on: ['JoinRequested'],
  requests: ({ data: { groupId, memberId } }) => [{ name: 'SettleJoinRequest', request: { groupId, memberId } }],
};
