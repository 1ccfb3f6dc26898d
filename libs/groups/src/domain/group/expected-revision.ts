import type { Group } from './group.state';

/**
 * What the caller of a change expects: nothing (`undefined`), that the group exists (`*`), or that its `detailsRevision`
 * is one of these. An empty list never matches.
 */
export type ExpectedRevision = undefined | '*' | readonly number[];

/**
 * Has the group changed since the revision that the caller expects? Check it after the right to change the group: who may
 * not change it must not learn about changes. Roles, memberships and counts do not count as changes.
 */
export const isStale = ({ detailsRevision }: Pick<Group, 'detailsRevision'>, expected: ExpectedRevision): boolean =>
  expected !== undefined && expected !== '*' && !expected.includes(detailsRevision);
