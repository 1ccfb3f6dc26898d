import { type Caller, runsTheSite } from '@app/kernel';
import type { Filter, Subquery } from '@app/read-store';
import type { MemberId } from '../../domain/ids';
import { collections } from '../../views/collections';

/** The condition that a field has this value. */
export const equal = (field: string, value: string): Filter => ({ field, is: 'eq', value });
/** The condition that a field is there. */
export const present = (field: string): Filter => ({ field, is: 'exists', value: true });

const inSubquery = (field: string, subquery: Subquery): Filter => ({ field, is: 'inSubquery', subquery });

/** The groups of those memberships of a person that meet these conditions. */
const groupsOf = (memberId: MemberId, ...conditions: readonly Filter[]): Subquery => ({
  collection: collections.memberships,
  field: 'groupId',
  filter: { all: [equal('memberId', memberId), ...conditions] },
});
/** The groups that meet these conditions, of those of a person's memberships. */
const groupsWith = (memberships: Subquery, ...conditions: readonly Filter[]): Subquery => ({
  collection: collections.groups,
  field: 'id',
  filter: { all: [...conditions, inSubquery('id', memberships)] },
});
const joined = equal('status', 'JOINED');

/** Selects the groups that the caller may see. */
export function visibleGroups(caller: Caller): Filter {
  if (runsTheSite(caller)) return { all: [] };
  const open: Filter = { field: 'privacyStatus', is: 'in', values: ['PUBLIC', 'PRIVATE'] }; // not `ne`, which an index cannot count
  const { memberId } = caller;
  return memberId === undefined ? open : { any: [open, inSubquery('id', groupsOf(memberId, joined))] };
}

/**
 * Selects those documents of a person which their groups do not hide from them: a group that became SECRET hides the
 * requests of everybody who is not a member, also when it was deleted since. `among`: what all of the documents have in
 * common, which keeps the lookup small.
 */
export function notHidden(memberId: MemberId, among: Filter): Filter {
  const open = groupsWith(groupsOf(memberId, among), { not: equal('privacyStatus', 'SECRET') });
  return { any: [joined, inSubquery('groupId', open)] };
}

/** Selects those documents of a person whose groups exist. `among`: as in `notHidden`. */
export const ofExistingGroups = (memberId: MemberId, among: Filter): Filter =>
  inSubquery('groupId', groupsWith(groupsOf(memberId, among)));

/** The groups of which this person is an admin, as a condition on their own memberships. */
const asAdmin = equal('role', 'ADMIN');
/** The condition that all members of a group may decide requests. */
const membersDecide = equal('settings.allowedToApproveJoinRequests', 'ALL_MEMBERS');

/** Selects a person's memberships by which they see all requests to join of a group, as its admin. */
export const membershipsAsAdmin = (memberId: MemberId): Filter => ({ all: [equal('memberId', memberId), asAdmin] });
/** Selects the groups in which a person sees all requests to join, as every member does. */
export const groupsWhereMembersDecide = (memberId: MemberId): Filter =>
  groupsWith(groupsOf(memberId, joined), membersDecide).filter;

/** Selects the documents of groups of which a person is an admin. */
export const ofGroupsAsAdmin = (memberId: MemberId): Filter => inSubquery('groupId', groupsOf(memberId, asAdmin));
/** Selects the documents of groups in which a person, as every member, sees all requests. */
export const ofGroupsWhereMembersDecide = (memberId: MemberId): Filter =>
  inSubquery('groupId', groupsWith(groupsOf(memberId, joined), membersDecide));
