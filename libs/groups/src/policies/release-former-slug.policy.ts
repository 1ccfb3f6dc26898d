import type { Policy } from '@app/kernel';
import type { GroupDeleted, GroupPrivacyChanged, GroupRenamed } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** On an event with a `formerSlug`: releases that slug. */
export const releaseFormerSlug: Policy<GroupRenamed | GroupPrivacyChanged | GroupDeleted, PolicyRequest> = {
  name: 'release-former-slug',
  on: ['GroupRenamed', 'GroupPrivacyChanged', 'GroupDeleted'],
  requests: ({ data: { groupId, formerSlug } }) =>
    formerSlug === undefined ? [] : [{ name: 'ReleaseSlug', request: { groupId, slug: formerSlug } }],
};
