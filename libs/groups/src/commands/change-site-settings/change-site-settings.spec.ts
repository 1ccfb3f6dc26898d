import { anna, billing, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { creationPolicyChanged } from '../../testing/site.examples';
import { changeSiteSettings } from './change-site-settings.decision';

const scenario = scenarioOf(changeSiteSettings);

describe('change the settings of the site', () => {
  it.each([
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({ given: {}, when: { creationPolicy: 'ADMINS_ONLY' }, by, then: [creationPolicyChanged('ADMINS_ONLY')] }),
  );
  it('records the old and the new policy', () =>
    scenario({
      given: { site: [creationPolicyChanged('ADMINS_ONLY')] },
      when: { creationPolicy: 'ALL_MEMBERS' },
      by: anna,
      then: [creationPolicyChanged('ALL_MEMBERS', 'ADMINS_ONLY')],
    }));
  it.each([
    ['the policy of a new site', {}, { creationPolicy: 'MEMBERS_WITH_APPROVAL' }],
    ['the current policy', { site: [creationPolicyChanged('ALL_MEMBERS')] }, { creationPolicy: 'ALL_MEMBERS' }],
    ['no change', {}, {}],
  ] as const)('appends no event for %s', (_, given, when) => scenario({ given, when, by: anna, then: [] }));
  it.each([[{ creationPolicy: 'ADMINS_ONLY' }], [{}]] as const)('refuses members: %j', (when) =>
    scenario({ given: {}, when, by: ravi, refused: 'PERMISSION_DENIED' }),
  );
});
