import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './policy-requests';

/** Nobody waits for a group whose account has ended. */
export const cancelCreateRequestsWhenAccountEnds: Policy<
  SiteMemberAccountEnded,
  PolicyRequest,
  PolicyQuery,
  PolicyFound
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
