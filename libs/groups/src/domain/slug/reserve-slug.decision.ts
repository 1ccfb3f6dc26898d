import { accept, type Decision, refuse } from '@app/kernel';
import type { Group } from '../group/group.state';
import type { GroupId } from '../ids';
import type { SlugReserved } from './slug.events';
import type { Slug } from './slug.state';

export type ReserveSlug = {
  slug: string;
  groupId: GroupId;
  /**
   * The revision in the group's stream of the first event of the append that will use the slug. A group that has reached
   * this revision without the slug never will use it: somebody else's append took that revision.
   */
  forRevision: number;
  /** The group of the state `holder`. The slug may have got another holder since that was read. */
  holderId: GroupId | null;
  now: Date;
};
type States = { slug: Slug; holder: Group };

/** Milliseconds. The append follows its reservation within seconds, or never. */
const RESERVATION_TIMEOUT = 5 * 60_000;

/**
 * Reserves a slug for a group. Refused while another group uses it or may still use its reservation. Appends an event also
 * if the group holds the slug already, so that a concurrent release conflicts.
 */
export function reserveSlug(
  { slug: name, groupId, forRevision, holderId, now }: ReserveSlug,
  { slug, holder }: States,
): Decision<SlugReserved, 'SLUG_TAKEN' | 'SLUG_CHANGED_HANDS'> {
  const reserved = accept<SlugReserved>({ type: 'SlugReserved', data: { slug: name, groupId, forRevision } });
  if (!slug.holder || slug.holder.groupId === groupId) return reserved;
  if (slug.holder.groupId !== holderId) return refuse('SLUG_CHANGED_HANDS');
  if (holder.slug === name) return refuse('SLUG_TAKEN');
  const isUnused = holder.revision >= slug.holder.forRevision;
  const isExpired = now.getTime() - Date.parse(slug.holder.since) > RESERVATION_TIMEOUT;
  return isUnused || isExpired ? reserved : refuse('SLUG_TAKEN');
}
