import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import {
  nicknameChanged,
  profileVisibilityChanged,
  siteMemberAccountEnded,
  siteMemberRegistered,
} from '../../testing/site-member.examples';
import { setSiteMember } from './set-site-member.decision';

const scenario = scenarioOf(setSiteMember);
const when = { memberId: ravi.memberId, profile: 'PUBLIC' } as const;
const known = [siteMemberRegistered(ravi, 'PUBLIC', 'Rav')];

describe('set a site member', () => {
  it.each([
    ['the person', ravi],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('adds a person to the directory, called by %s', (_, by) =>
    scenario({ given: {}, when, by, then: [siteMemberRegistered(ravi)] }),
  );
  it('records the nickname', () =>
    scenario({
      given: {},
      when: { ...when, profile: 'PRIVATE', nickname: 'Rav' },
      then: [siteMemberRegistered(ravi, 'PRIVATE', 'Rav')],
    }));

  it.each([
    ['the profile', { ...when, profile: 'PRIVATE', nickname: 'Rav' }, [profileVisibilityChanged(ravi, 'PRIVATE')]],
    ['the nickname', { ...when, nickname: 'Ravi' }, [nicknameChanged(ravi, 'Ravi')]],
    ['an absent nickname, which clears it', when, [nicknameChanged(ravi)]],
    [
      'both',
      { ...when, profile: 'PRIVATE', nickname: 'Ravi' },
      [profileVisibilityChanged(ravi, 'PRIVATE'), nicknameChanged(ravi, 'Ravi')],
    ],
    ['nothing', { ...when, nickname: 'Rav' }, []],
  ] as const)('replaces %s', (_, request, then) => scenario({ given: { person: known }, when: request, then }));

  it.each([
    ['in the directory', [...known, siteMemberAccountEnded(ravi)]],
    ['not in the directory', [siteMemberAccountEnded(ravi)]],
  ] as const)('refuses an ended account: %s', (_, person) => {
    for (const by of [anna, billing]) scenario({ given: { person }, when, by, refused: 'ACCOUNT_ENDED' });
  });
  it.each([
    ['in the directory', known],
    ['not in the directory', []],
    ['ended account', [siteMemberAccountEnded(ravi)]],
  ] as const)('refuses other members: %s', (_, person) =>
    scenario({ given: { person }, when, by: olga, refused: 'PERMISSION_DENIED' }),
  );
});
