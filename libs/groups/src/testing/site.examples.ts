import type { CreationPolicy, CreationPolicyChanged } from '../domain/site/site.events';

export const creationPolicyChanged = (
  to: CreationPolicy,
  from: CreationPolicy = 'MEMBERS_WITH_APPROVAL',
): CreationPolicyChanged => ({ type: 'CreationPolicyChanged', data: { from, to } });
