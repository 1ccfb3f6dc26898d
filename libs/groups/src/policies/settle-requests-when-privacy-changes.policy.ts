import type { Policy } from '@app/kernel';
import type { GroupPrivacyChanged } from '../domain/group/group.events';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';

/** On `GroupPrivacyChanged` to PUBLIC or SECRET: settles the pending requests that were made at an earlier revision. */
export const settleRequestsWhenPrivacyChanges: Policy<
  GroupPrivacyChanged,
  PolicyRequest,
  PolicyLookup,
  PolicyLookupResult
> = {
  name: 'settle-requests-when-privacy-changes',
  on: ['GroupPrivacyChanged'],
  lookup: ({ data: { groupId, to }, revision }) =>
    to === 'PRIVATE' ? null : { pendingJoinRequests: { groupId, beforeRevision: revision } },
  requests: (_, pending) => pending.map((request) => ({ name: 'SettleJoinRequest', request })),
};
