import { sortWithId } from '../evaluate';
import { assertKeyFitsSort } from '../evaluate/sorting';
import { everything, type Filter, type SortBy } from '../filter';
import { indexedFields } from '../indexed-fields';
import type { CollectionSpec, FindQuery, PageKey, SweepWrite } from '../read-store';
import { absentKey, searchKey } from '../search-keys';
import {
  allOf,
  anyOf,
  type Condition,
  filterToMongo,
  keyField,
  type KeysOfSubquery,
  matchNothing,
  keyIsAbsent,
} from './filter-to-mongo';

/** The documents of a site that the filter accepts. Tombstones have no site, so that no query finds them. */
export const siteFilter = (
  collection: CollectionSpec,
  siteId: string,
  filter: Filter = everything,
  keysOf: KeysOfSubquery = noSubqueries,
): Condition => allOf([{ siteId: { $eq: siteId } }, filterToMongo(filter, indexedFields(collection), keysOf)]);

const noSubqueries: KeysOfSubquery = () => {
  throw new TypeError('a subquery needs the keys that it selects');
};

const equalToKey = (field: string, key: string): Condition =>
  key === absentKey ? keyIsAbsent(field) : { [keyField(field)]: { $eq: key } };

/** Documents sorted after the key in this field. Nothing is lower than an absent value, which has no key to compare. */
function sortedAfter({ field, order }: SortBy, key: string): Condition {
  if (order === 'ASC') return { [keyField(field)]: { $gt: key } };
  return key === absentKey ? matchNothing : { [keyField(field)]: { $not: { $gte: key } } };
}

/** Documents sorted after the key in this field, or equal to it: the range that an index can seek. */
function sortedAtOrAfter({ field, order }: SortBy, key: string): Condition {
  if (order === 'ASC') return key === absentKey ? {} : { [keyField(field)]: { $gte: key } };
  return key === absentKey ? keyIsAbsent(field) : { [keyField(field)]: { $not: { $gt: key } } };
}

/** Documents that come after a page: after the first key, or equal to it and after the second, and so on. */
function afterPage(key: PageKey, sort: readonly SortBy[]): Condition {
  const keys = key.map(searchKey);
  const alternatives = sort.map((by, at) =>
    allOf([...sort.slice(0, at).map(({ field }, n) => equalToKey(field, keys[n]!)), sortedAfter(by, keys[at]!)]),
  );
  return sort.length === 1 ? alternatives[0]! : allOf([sortedAtOrAfter(sort[0]!, keys[0]!), anyOf(alternatives)]);
}

/** The arguments of MongoDB's `find`. */
export type MongoFind = {
  readonly where: Condition;
  readonly sort: [path: string, direction: 1 | -1][];
  readonly limit: number;
  readonly skip: number;
};

/** A field that is repeated in a sort has no effect, and MongoDB accepts each field only once. */
const isFirstUseOfField = ({ field }: SortBy, at: number, sort: readonly SortBy[]): boolean =>
  sort.findIndex((by) => by.field === field) === at;

/** A page. Throws `TypeError` for a bad field or a key of another sort. */
export function findToMongo(
  collection: CollectionSpec,
  { siteId, filter, sort, limit, offset = 0, after }: FindQuery,
  keysOf?: KeysOfSubquery,
): MongoFind {
  const keys = sortWithId(sort);
  if (after) assertKeyFitsSort(after, keys);
  return {
    where: allOf([siteFilter(collection, siteId, filter, keysOf), ...(after ? [afterPage(after, keys)] : [])]),
    sort: keys.filter(isFirstUseOfField).map(({ field, order }) => [keyField(field), order === 'DESC' ? -1 : 1]),
    limit,
    skip: offset,
  };
}

/** Documents that a sweep still has to change. */
export const sweepToMongo = (collection: CollectionSpec, { siteId, field, equals, position }: SweepWrite): Condition =>
  allOf([siteFilter(collection, siteId, { field, is: 'eq', value: equals }), { position: { $lt: position } }]);
