import type { Policy } from '@app/kernel';
import type { GroupPrivacyChanged } from '../domain/group/group.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './policy-requests';

/** A group that becomes PUBLIC or SECRET is not asked for any more: requests that were judged on an earlier revision are settled. */
export const settleRequestsWhenPrivacyChanges: Policy<GroupPrivacyChanged, PolicyRequest, PolicyQuery, PolicyFound> = {
  name: 'settle-requests-when-privacy-changes',
  on: ['GroupPrivacyChanged'],
  lookup: ({ data: { groupId, to }, revision }) =>
    to === 'PRIVATE' ? null : { pendingJoinRequests: { groupId, judgedBefore: revision } },
  requests: (_, pending) => pending.map((request) => ({ name: 'SettleJoinRequest', request })),
};
