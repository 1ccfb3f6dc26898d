import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { SlugReleased } from '../../domain/slug/slug.events';
import type { Slug } from '../../domain/slug/slug.state';

export type ReleaseSlug = { slug: string; groupId: GroupId };
type States = { slug: Slug; group: Group };

/** Releases a slug that its group has given up. No event if the group uses it, or may still use its reservation. */
export function releaseSlug(
  { slug: name, groupId }: ReleaseSlug,
  { slug, group }: States,
): Decision<SlugReleased, never> {
  if (slug.holder?.groupId !== groupId || group.slug === name) return accept();
  if (group.revision < slug.holder.forRevision) return accept();
  return accept({ type: 'SlugReleased', data: { slug: name, groupId } });
}
