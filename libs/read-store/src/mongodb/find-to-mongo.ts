import { fullSort } from '../evaluate';
import { refuseForeignKey } from '../evaluate/sorting';
import { everything, type Filter, type SortBy } from '../filter';
import { indexedFields } from '../indexed-fields';
import type { CollectionSpec, Find, PageKey, SweepWrite } from '../read-store';
import { absentKey, searchKey } from '../search-keys';
import { allOf, anyOf, type Condition, filterToMongo, keyOf, nothing, withoutKey } from './filter-to-mongo';

/** The documents of a site that the filter accepts. Tombstones have no site, so that no query finds them. */
export const ofSite = (collection: CollectionSpec, siteId: string, filter: Filter = everything): Condition =>
  allOf([{ siteId: { $eq: siteId } }, filterToMongo(filter, indexedFields(collection))]);

const same = (field: string, key: string): Condition =>
  key === absentKey ? withoutKey(field) : { [keyOf(field)]: { $eq: key } };

/** Sorted behind the key. Nothing is lower than what is absent; everything else is, and so is the absent, above it. */
function beyond({ field, order }: SortBy, key: string): Condition {
  if (order === 'ASC') return { [keyOf(field)]: { $gt: key } };
  return key === absentKey ? nothing : { [keyOf(field)]: { $not: { $gte: key } } };
}

/** Behind the key, or sorted with it: where an index can begin. */
function atOrBeyond({ field, order }: SortBy, key: string): Condition {
  if (order === 'ASC') return key === absentKey ? {} : { [keyOf(field)]: { $gte: key } };
  return key === absentKey ? withoutKey(field) : { [keyOf(field)]: { $not: { $gt: key } } };
}

/** What comes behind a page: beyond it in the first key, or the same in that and beyond in the second, and so on. */
function behind(key: PageKey, sort: readonly SortBy[]): Condition {
  const keys = key.map(searchKey);
  const alternatives = sort.map((by, at) =>
    allOf([...sort.slice(0, at).map(({ field }, n) => same(field, keys[n]!)), beyond(by, keys[at]!)]),
  );
  return sort.length === 1 ? alternatives[0]! : allOf([atOrBeyond(sort[0]!, keys[0]!), anyOf(alternatives)]);
}

export type MongoFind = {
  readonly where: Condition;
  readonly sort: [path: string, direction: 1 | -1][];
  readonly limit: number;
  readonly skip: number;
};

/** A field named again sorts nothing that it has not sorted already; MongoDB knows only one order for each. */
const isNews = ({ field }: SortBy, at: number, sort: readonly SortBy[]): boolean =>
  sort.findIndex((by) => by.field === field) === at;

/** The page. Throws `TypeError` for a bad field or a key of another sort. */
export function findToMongo(
  collection: CollectionSpec,
  { siteId, filter, sort, limit, offset = 0, after }: Find,
): MongoFind {
  const keys = fullSort(sort);
  if (after) refuseForeignKey(after, keys);
  return {
    where: allOf([ofSite(collection, siteId, filter), ...(after ? [behind(after, keys)] : [])]),
    sort: keys.filter(isNews).map(({ field, order }) => [keyOf(field), order === 'DESC' ? -1 : 1]),
    limit,
    skip: offset,
  };
}

/** What a sweep still has to change. */
export const sweepToMongo = (collection: CollectionSpec, { siteId, field, equals, position }: SweepWrite): Condition =>
  allOf([ofSite(collection, siteId, { field, is: 'eq', value: equals }), { position: { $lt: position } }]);
