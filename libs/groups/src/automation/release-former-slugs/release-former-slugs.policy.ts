import type { Policy } from '@app/kernel';
import type { GroupDeleted, GroupPrivacyChanged, GroupRenamed } from '../../group/group.events';
import type { PolicyRequest } from '../requests';

/** A slug that a group gives up is free for others. */
export const releaseFormerSlugs: Policy<GroupRenamed | GroupPrivacyChanged | GroupDeleted, PolicyRequest> = {
  name: 'release-former-slugs',
  on: ['GroupRenamed', 'GroupPrivacyChanged', 'GroupDeleted'],
  then: ({ data: { groupId, formerSlug } }) =>
    formerSlug === undefined ? [] : [{ name: 'ReleaseSlug', request: { groupId, slug: formerSlug } }],
};
