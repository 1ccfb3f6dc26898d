import { anna, billing, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { creationPolicyChanged } from '../../testing/site.examples';
import { changeSiteSettings } from './change-site-settings.decision';

const scenario = scenarioOf(changeSiteSettings);

describe('change the settings of the site', () => {
  it.each([
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
    scenario({ given: {}, when: { creationPolicy: 'ADMINS_ONLY' }, by, then: [creationPolicyChanged('ADMINS_ONLY')] }),
  );
  it('says from which policy to which', () =>
    scenario({
      given: { site: [creationPolicyChanged('ADMINS_ONLY')] },
      when: { creationPolicy: 'ALL_MEMBERS' },
      by: anna,
      then: [creationPolicyChanged('ALL_MEMBERS', 'ADMINS_ONLY')],
    }));
  it.each([
    ['the policy that a new site has', {}, { creationPolicy: 'MEMBERS_WITH_APPROVAL' }],
    ['the policy that it has', { site: [creationPolicyChanged('ALL_MEMBERS')] }, { creationPolicy: 'ALL_MEMBERS' }],
    ['nothing', {}, {}],
  ] as const)('changes nothing for %s', (_, given, when) => scenario({ given, when, by: anna, then: [] }));
  it.each([[{ creationPolicy: 'ADMINS_ONLY' }], [{}]] as const)('is not for members: %j', (when) =>
    scenario({ given: {}, when, by: ravi, refused: 'PERMISSION_DENIED' }),
  );
});
