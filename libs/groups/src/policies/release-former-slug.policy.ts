import type { Policy } from '@app/kernel';
import type { GroupDeleted, GroupPrivacyChanged, GroupRenamed } from '../domain/group/group.events';
import type { PolicyRequest } from './policy-requests';

/** A slug that a group gives up is free for others. */
export const releaseFormerSlug: Policy<GroupRenamed | GroupPrivacyChanged | GroupDeleted, PolicyRequest> = {
  name: 'release-former-slug',
  on: ['GroupRenamed', 'GroupPrivacyChanged', 'GroupDeleted'],
  requests: ({ data: { groupId, formerSlug } }) =>
    formerSlug === undefined ? [] : [{ name: 'ReleaseSlug', request: { groupId, slug: formerSlug } }],
};
