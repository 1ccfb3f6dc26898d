import { accept, type Accepted, type Decision } from '@app/kernel';
import type { GroupRenamed } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import { reservationStatus } from '../../domain/slug/reservation';
import { slugOfName } from '../../domain/slug/slug-of-name';
import type { SlugReserved } from '../../domain/slug/slug.events';
import type { Slug } from '../../domain/slug/slug.state';

export type TakeFreedSlug = {
  groupId: GroupId;
  /** The slug of the group's name, without a number. */
  slug: string;
  /** The group of the state `formerHolder`. Another one may have reserved the slug since that was read. */
  formerHolderId?: GroupId;
};
type States = { group: Group; slug: Slug; formerHolder: Group };

/**
 * Reserves the slug of a group's name if the group has a numbered one although its former holder had given the plain one up
 * before, in the order of the event store: two groups were renamed at the same moment. No event otherwise.
 */
export function reserveFreedSlug(
  { groupId, slug: name, formerHolderId }: TakeFreedSlug,
  { group, slug, formerHolder }: States,
): Accepted<SlugReserved> {
  const last = slug.lastHolder;
  if (!wants(group, name) || !last || last.groupId !== formerHolderId || last.groupId === groupId) return accept();
  if (slug.holder && reservationStatus(name, slug.holder, formerHolder) !== 'VOID') return accept();
  const wasFree = [last.position, formerHolder.slugPosition ?? last.position].every(
    (freed) => freed < group.slugPosition!,
  );
  if (!wasFree) return accept();
  return accept({ type: 'SlugReserved', data: { slug: name, groupId, forRevision: group.revision + 1 } });
}

/** Takes the slug that `reserveFreedSlug` has reserved. No event if the group has changed since. */
export function takeFreedSlug(
  { groupId, slug: name }: TakeFreedSlug,
  { group, slug: { holder } }: States,
): Decision<GroupRenamed, never> {
  const isReserved = holder?.groupId === groupId && holder.forRevision === group.revision + 1;
  if (!wants(group, name) || !isReserved) return accept();
  const data = { groupId, name: group.details!.name, slug: name, formerSlug: group.slug! };
  return accept({ type: 'GroupRenamed', data });
}

const wants = ({ status, details, slug }: Group, name: string): boolean =>
  status === 'ACTIVE' && slug !== name && details!.privacyStatus !== 'SECRET' && slugOfName(details!.name) === name;
