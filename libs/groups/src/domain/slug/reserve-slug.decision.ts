import { accept, type Decision, refuse } from '@app/kernel';
import type { Group } from '../group/group.state';
import type { GroupId } from '../ids';
import type { SlugReserved } from './slug.events';
import type { Slug } from './slug.state';

export type ReserveSlug = {
  slug: string;
  groupId: GroupId;
  /**
   * The revision of the group at which the append begins that holds its own event with the slug: a group that has come
   * so far without the slug was changed by somebody else first, and that append never comes.
   */
  forRevision: number;
  /** Whose stream `holder` is; the slug may have changed hands since that was read. */
  holderId: GroupId | null;
  now: Date;
};
type States = { slug: Slug; holder: Group };

const PATIENCE = 5 * 60_000; // ms; an append comes within seconds of its reservation, or never

/**
 * Takes a slug for a group. Always appends, also when the group holds the slug: so a release that was decided before
 * meets a changed revision. Another group's slug is taken over only when that group can no longer make it true.
 */
export function reserveSlug(
  { slug: name, groupId, forRevision, holderId, now }: ReserveSlug,
  { slug, holder }: States,
): Decision<SlugReserved, 'SLUG_TAKEN' | 'SLUG_CHANGED_HANDS'> {
  const reserved = accept<SlugReserved>({ type: 'SlugReserved', data: { slug: name, groupId, forRevision } });
  if (!slug.holder || slug.holder.groupId === groupId) return reserved;
  if (slug.holder.groupId !== holderId) return refuse('SLUG_CHANGED_HANDS');
  if (holder.slug === name) return refuse('SLUG_TAKEN');
  const passed = holder.revision >= slug.holder.forRevision;
  const forgotten = now.getTime() - Date.parse(slug.holder.since) > PATIENCE;
  return passed || forgotten ? reserved : refuse('SLUG_TAKEN');
}
