import { accept, type Decision, refuse } from '@app/kernel';
import type { Group } from '../group/group.state';
import type { GroupId } from '../ids';
import { reservationStatus } from './reservation';
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
};
type States = { slug: Slug; holder: Group };
export type ReserveSlugRefusal = 'SLUG_TAKEN' | 'SLUG_RESERVED' | 'SLUG_CHANGED_HANDS';

/**
 * Reserves a slug for a group. Refused while another group uses it (`SLUG_TAKEN`) or may still use its reservation
 * (`SLUG_RESERVED`). Appends an event also if the group holds the slug already, so that a concurrent release conflicts.
 */
export function reserveSlug(
  { slug: name, groupId, forRevision, holderId }: ReserveSlug,
  { slug, holder }: States,
): Decision<SlugReserved, ReserveSlugRefusal> {
  const reserved = accept<SlugReserved>({ type: 'SlugReserved', data: { slug: name, groupId, forRevision } });
  if (!slug.holder || slug.holder.groupId === groupId) return reserved;
  if (slug.holder.groupId !== holderId) return refuse('SLUG_CHANGED_HANDS');
  const status = reservationStatus(name, slug.holder, holder);
  if (status === 'IN_USE') return refuse('SLUG_TAKEN');
  return status === 'OPEN' ? refuse('SLUG_RESERVED') : reserved;
}
