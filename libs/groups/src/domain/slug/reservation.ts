import type { DeepReadonly } from '@app/kernel';
import type { Group } from '../group/group.state';
import type { Slug } from './slug.state';

/**
 * What a reservation is to the group that made it: `IN_USE`: the group has the slug. `OPEN`: the append that uses the slug
 * may still come. `VOID`: it cannot come any more, because the group has passed the revision that it was decided on.
 */
export type ReservationStatus = 'IN_USE' | 'OPEN' | 'VOID';

/** The status of a reservation of the slug `name`. `holder`: the group that made it, as it is now. */
export function reservationStatus(
  name: string,
  { forRevision }: NonNullable<Slug['holder']>,
  holder: DeepReadonly<Group>,
): ReservationStatus {
  if (holder.slug === name) return 'IN_USE';
  return holder.revision < forRevision ? 'OPEN' : 'VOID';
}
