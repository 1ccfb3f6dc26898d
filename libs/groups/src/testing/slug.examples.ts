import type { GroupId } from '../domain/ids';
import type { SlugReleased, SlugReserved } from '../domain/slug/slug.events';

/** `forRevision`: the revision at which the append to the group begins that uses the slug. */
export const slugReserved = (groupId: GroupId, forRevision = 0, slug = 'yoga'): SlugReserved => ({
  type: 'SlugReserved',
  data: { slug, groupId, forRevision },
});
export const slugReleased = (groupId: GroupId, slug = 'yoga'): SlugReleased => ({
  type: 'SlugReleased',
  data: { slug, groupId },
});
