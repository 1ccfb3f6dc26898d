import type { Policy } from '@app/kernel';
import type { JoinRequested } from '../domain/membership/membership.events';
import type { PolicyRequest } from './policy-requests';

/** On `JoinRequested`: settles the request if the privacy changed concurrently. */
export const settleRequestAfterPrivacyChange: Policy<JoinRequested, PolicyRequest> = {
  name: 'settle-request-after-privacy-change',
  on: ['JoinRequested'],
  requests: ({ data: { groupId, memberId } }) => [{ name: 'SettleJoinRequest', request: { groupId, memberId } }],
};
