import { documentsAfter } from '../testing/documents-after';
import { ravi, siteId, tomo } from '../testing/people.examples';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import { endedAccountId, endedAccounts } from './ended-accounts.projection';

describe('ended accounts', () => {
  it('are each named with their site', () =>
    expect(documentsAfter(endedAccounts, [siteMemberAccountEnded(ravi), siteMemberAccountEnded(tomo)])).toEqual({
      [`${siteId}.ravi`]: { memberId: 'ravi' },
      [`${siteId}.tomo`]: { memberId: 'tomo' },
    }));
  it('of one site are not those of another', () =>
    expect(endedAccountId('s1', 'ravi')).not.toBe(endedAccountId('s2', 'ravi')));
});
