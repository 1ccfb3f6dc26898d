import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { SlugReleased } from '../../domain/slug/slug.events';
import type { Slug } from '../../domain/slug/slug.state';

export type ReleaseSlug = { slug: string; groupId: GroupId };
type States = { slug: Slug; group: Group };

/** A slug that its group has given up is free; one that the group may be about to take (again) is not. */
export function releaseSlug(
  { slug: name, groupId }: ReleaseSlug,
  { slug, group }: States,
): Decision<SlugReleased, never> {
  if (slug.holder?.groupId !== groupId || group.slug === name) return accept();
  if (group.revision < slug.holder.forRevision) return accept();
  return accept({ type: 'SlugReleased', data: { slug: name, groupId } });
}
