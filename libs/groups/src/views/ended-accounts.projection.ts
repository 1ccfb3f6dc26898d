import type { Projection } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';

/** A person whose account has ended. */
export type EndedAccountDocument = { memberId: string };

/** The id of the document of a person. Unambiguous, because neither part contains a dot. */
export const endedAccountId = (siteId: string, memberId: string) => `${siteId}.${memberId}`;

/** The people whose account has ended. */
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
