import type { Event } from '@app/kernel';
import type { GroupId } from '../ids';

/**
 * A group takes this slug; the append that holds the group's own event, which makes it true, begins at `forRevision` of
 * its stream.
 */
export type SlugReserved = Event<'SlugReserved', { slug: string; groupId: GroupId; forRevision: number }>;
/** Nobody holds it any more. */
export type SlugReleased = Event<'SlugReleased', { slug: string; groupId: GroupId }>;
export type SlugEvent = SlugReserved | SlugReleased;
