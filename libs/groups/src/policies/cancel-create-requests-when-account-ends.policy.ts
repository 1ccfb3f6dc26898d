import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';

/** On `SiteMemberAccountEnded`: cancels the person's pending requests to create groups. */
export const cancelCreateRequestsWhenAccountEnds: Policy<
  SiteMemberAccountEnded,
  PolicyRequest,
  PolicyLookup,
  PolicyLookupResult
> = {
  name: 'cancel-create-requests-when-account-ends',
  on: ['SiteMemberAccountEnded'],
  lookup: ({ data: { memberId } }) => ({ createRequestsOf: { memberId } }),
  requests: (_, pending) =>
    pending.map(({ groupId, memberId }) => ({
      name: 'CancelCreateRequestOfEndedAccount',
      request: { groupId, memberId },
    })),
};
