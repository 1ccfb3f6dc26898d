import { stateAfter } from '../../testing/history';
import { creationPolicyChanged } from '../../testing/site.examples';
import { siteFold } from './site.state';

it.each([
  ['has the policy MEMBERS_WITH_APPROVAL at first', [], 'MEMBERS_WITH_APPROVAL'],
  ['has the changed policy', [creationPolicyChanged('ADMINS_ONLY')], 'ADMINS_ONLY'],
  [
    'has the latest policy',
    [creationPolicyChanged('ADMINS_ONLY'), creationPolicyChanged('ALL_MEMBERS')],
    'ALL_MEMBERS',
  ],
])('a site %s', (_, events, creationPolicy) =>
  expect(stateAfter(siteFold, ...events)).toStrictEqual({ creationPolicy }),
);
