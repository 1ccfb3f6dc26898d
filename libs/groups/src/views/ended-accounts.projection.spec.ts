import { documentsAfter } from '../testing/documents-after';
import { ravi, siteId, tomo } from '../testing/people.examples';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import { endedAccountId, endedAccounts } from './ended-accounts.projection';

describe('the endedAccounts view', () => {
  it('has a document for each ended account, by site and member', () =>
    expect(documentsAfter(endedAccounts, [siteMemberAccountEnded(ravi), siteMemberAccountEnded(tomo)])).toEqual({
      [`${siteId}.ravi`]: { memberId: 'ravi' },
      [`${siteId}.tomo`]: { memberId: 'tomo' },
    }));
  it('has different ids for the same member id on different sites', () =>
    expect(endedAccountId('s1', 'ravi')).not.toBe(endedAccountId('s2', 'ravi')));
});
