import type { Group } from './group.state';

/**
 * What a caller who changes a group expects of it: nothing (`undefined`), that there is one (`*`), or that what it says of
 * itself stands at one of these revisions. An empty list: at one that cannot be.
 */
export type ExpectedRevision = undefined | '*' | readonly number[];

/**
 * Has the group changed since the caller last saw it? Asked after the right to change it, so that nobody learns of
 * changes who may not make them. Roles, memberships and counts are no changes.
 */
export const isStale = ({ detailsRevision }: Pick<Group, 'detailsRevision'>, expected: ExpectedRevision): boolean =>
  expected !== undefined && expected !== '*' && !expected.includes(detailsRevision);
