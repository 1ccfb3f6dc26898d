import type { Event } from '@app/kernel';
import type { GroupId } from '../ids';

/**
 * The slug was reserved for a group. The append to the group's stream that uses it begins at revision `forRevision`.
 */
export type SlugReserved = Event<'SlugReserved', { slug: string; groupId: GroupId; forRevision: number }>;
/** The slug is free again. */
export type SlugReleased = Event<'SlugReleased', { slug: string; groupId: GroupId }>;
export type SlugEvent = SlugReserved | SlugReleased;
