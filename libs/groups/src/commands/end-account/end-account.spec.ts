import { anna, billing, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { endAccount } from './end-account.decision';

const scenario = scenarioOf(endAccount);
const when = { memberId: tomo.memberId };
const then = [siteMemberAccountEnded(tomo)];

describe('end an account', () => {
  it.each([
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({ given: { person: [siteMemberRegistered(tomo)] }, when, by, then }),
  );
  it.each(['PUBLIC', 'PRIVATE', 'REFUSE'] as const)(
    'accepts a person who is not in the directory, with the setting %s',
    (unknown) => scenario({ given: {}, when, by: billing, settings: settingsWithUnknown(unknown), then }),
  );
  it('accepts a site admin ending their own account', () =>
    scenario({ given: {}, when: { memberId: anna.memberId }, by: anna, then: [siteMemberAccountEnded(anna)] }));
  it('appends no event the second time', () => scenario({ given: { person: then }, when, by: billing, then: [] }));
  it.each([
    ['another person', ravi],
    ['the person themselves', tomo],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, by) => {
    for (const person of [[], [siteMemberRegistered(tomo)], then])
      scenario({ given: { person }, when, by, refused: 'PERMISSION_DENIED' });
  });
});
