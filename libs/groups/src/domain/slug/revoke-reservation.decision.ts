import { accept, type Decision } from '@app/kernel';
import type { SlugReservationRevoked } from '../group/group.events';
import type { Group } from '../group/group.state';
import type { GroupId } from '../ids';
import { reservationStatus } from './reservation';
import type { Slug } from './slug.state';

export type RevokeReservation = { slug: string; holderId: GroupId };
type States = { slug: Slug; holder: Group };

/**
 * Revokes the open reservation of a slug by the group `holderId`, with an event in that group's stream at the revision that
 * the reservation is for. An append that was decided before it conflicts, is decided again and reserves another slug. No
 * event if the reservation is not open.
 */
export function revokeReservation(
  { slug: name, holderId }: RevokeReservation,
  { slug, holder }: States,
): Decision<SlugReservationRevoked, never> {
  if (slug.holder?.groupId !== holderId || reservationStatus(name, slug.holder, holder) !== 'OPEN') return accept();
  return accept({ type: 'SlugReservationRevoked', data: { groupId: holderId, slug: name } });
}
