import { accept, type Decision, type Position } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { SlugReleased } from '../../domain/slug/slug.events';
import type { Slug } from '../../domain/slug/slug.state';

/** `since`: the position of the event that gave the slug up. */
export type ReleaseSlug = { slug: string; groupId: GroupId; since: Position };
type States = { slug: Slug; group: Group };

/** Releases a slug that its group has given up. No event if the group uses it, or has reserved it again since. */
export function releaseSlug(
  { slug: name, groupId, since }: ReleaseSlug,
  { slug, group }: States,
): Decision<SlugReleased, never> {
  if (slug.holder?.groupId !== groupId || group.slug === name) return accept();
  if (slug.holder.position > since || group.revision < slug.holder.forRevision) return accept();
  return accept({ type: 'SlugReleased', data: { slug: name, groupId } });
}
