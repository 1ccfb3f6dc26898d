import { anna, billing, ravi, tomo, settingsWithUnknown } from '../../testing/people.examples';
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
  ] as const)('is done by %s', (_, by) =>
    scenario({ given: { person: [siteMemberRegistered(tomo)] }, when, by, then }),
  );
  it.each(['PUBLIC', 'PRIVATE', 'REFUSE'] as const)('needs no entry in the directory, where unknown is %s', (unknown) =>
    scenario({ given: {}, when, by: billing, settings: settingsWithUnknown(unknown), then }),
  );
  it('is done by a site admin to themselves', () =>
    scenario({ given: {}, when: { memberId: anna.memberId }, by: anna, then: [siteMemberAccountEnded(anna)] }));
  it('is done once', () => scenario({ given: { person: then }, when, by: billing, then: [] }));
  it.each([
    ['another person', ravi],
    ['the person', tomo],
  ] as const)('is not for %s', (_, by) => {
    for (const person of [[], [siteMemberRegistered(tomo)], then])
      scenario({ given: { person }, when, by, refused: 'PERMISSION_DENIED' });
  });
});
