import type { Projection } from '@app/kernel';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import { parseStreamName } from '../domain/stream-names';

/** A person whose account has ended. */
export type EndedAccountDocument = { memberId: string };

/** The id of the document of a person. Unambiguous, because neither part contains a dot. */
export const endedAccountId = (siteId: string, memberId: string) => `${siteId}.${memberId}`;

/** The people whose account has ended. */
export const endedAccounts: Projection<SiteMemberAccountEnded, EndedAccountDocument> = {
  name: 'endedAccounts',
  version: 1,
  documentsOf: (stream) => {
    const { prefix, siteId, memberId } = parseStreamName(stream);
    return prefix === 'siteMember-' && memberId !== undefined ? [endedAccountId(siteId, memberId)] : null;
  },
  on: {
    SiteMemberAccountEnded: {
      kind: 'fold',
      id: ({ data: { memberId }, metadata: { siteId } }) => endedAccountId(siteId, memberId),
      fold: (_, { data: { memberId } }) => ({ memberId }),
    },
  },
};
