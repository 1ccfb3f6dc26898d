import type { Policy } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../../site-member/site-member.events';
import type { PolicyFound, PolicyQuery, PolicyRequest } from '../requests';

/** Nobody waits for a group whose account has ended. */
export const withdrawCreateRequestsOfEndedAccounts: Policy<
  SiteMemberAccountEnded,
  PolicyRequest,
  PolicyQuery,
  PolicyFound
> = {
  name: 'withdraw-create-requests-of-ended-accounts',
  on: ['SiteMemberAccountEnded'],
  asks: ({ data: { memberId } }) => ({ createRequestsOf: { memberId } }),
  then: (_, pending) =>
    pending.map(({ groupId, memberId }) => ({ name: 'WithdrawCreateRequest', request: { groupId, memberId } })),
};
