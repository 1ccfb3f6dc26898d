import { stateAfter } from '../../testing/history';
import { creationPolicyChanged } from '../../testing/site.examples';
import { siteFold } from './site.state';

it.each([
  ['asks for approval at first', [], 'MEMBERS_WITH_APPROVAL'],
  ['follows a change', [creationPolicyChanged('ADMINS_ONLY')], 'ADMINS_ONLY'],
  ['follows the latest', [creationPolicyChanged('ADMINS_ONLY'), creationPolicyChanged('ALL_MEMBERS')], 'ALL_MEMBERS'],
])('a site %s', (_, events, creationPolicy) =>
  expect(stateAfter(siteFold, ...events)).toStrictEqual({ creationPolicy }),
);
