import { accept, type Decision } from '@app/kernel';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import { reservationStatus } from '../../domain/slug/reservation';
import type { SlugReleased } from '../../domain/slug/slug.events';
import type { Slug } from '../../domain/slug/slug.state';

export type ReleaseSlug = { slug: string; groupId: GroupId };
type States = { slug: Slug; group: Group };

/** Releases a slug that its group has given up. No event if the group uses it, or may still use its reservation. */
export function releaseSlug(
  { slug: name, groupId }: ReleaseSlug,
  { slug, group }: States,
): Decision<SlugReleased, never> {
  if (slug.holder?.groupId !== groupId || reservationStatus(name, slug.holder, group) !== 'VOID') return accept();
  return accept({ type: 'SlugReleased', data: { slug: name, groupId } });
}
