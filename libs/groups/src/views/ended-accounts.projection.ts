import type { Projection } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';

/** Somebody whose account has ended. There is nothing more to know of them. */
export type EndedAccountDocument = { memberId: string };

/** Neither half holds a dot. */
export const endedAccountId = (siteId: string, memberId: string) => `${siteId}.${memberId}`;

export const endedAccounts: Projection<SiteMemberAccountEnded, EndedAccountDocument> = {
  name: 'endedAccounts',
  version: 1,
  on: {
    SiteMemberAccountEnded: {
      kind: 'fold',
      id: ({ data: { memberId }, metadata: { siteId } }) => endedAccountId(siteId, memberId),
      fold: (_, { data: { memberId } }) => ({ memberId }),
    },
  },
};
