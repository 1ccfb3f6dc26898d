import { sortWithId } from '../evaluate';
import { assertKeyFitsSort } from '../evaluate/sorting';
import { everything, type Filter, type SortBy } from '../filter';
import { collectionName, indexedFields, type IndexedFields } from '../indexed-fields';
import type { CollectionSpec, FindQuery, PageKey, SweepWrite } from '../read-store';
import { filterToSql, keySql } from './filter-to-sql';
import { searchKey } from '../search-keys';
import { allOf, anyOf, joined, quoted, sql, type Sql } from './sql';

const table = (collection: CollectionSpec): string => quoted(collectionName(collection));

/** The documents of a site that match. Tombstones have no site, so that no query finds them. */
const siteFilter = (collection: CollectionSpec, siteId: string, filter: Filter = everything): Sql =>
  allOf([sql('"siteId" = ?', siteId), filterToSql(filter, indexedFields(collection), siteId)]);

const comparisonFor = (order: SortBy['order']): string => (order === 'ASC' ? '>' : '<');

/** Documents that are sorted after these keys: after the first one, or equal to it and after the second, and so on. */
const afterKeys = (sort: readonly SortBy[], keys: readonly string[], indexed: IndexedFields): Sql =>
  anyOf(
    sort.map(({ field, order }, at) =>
      allOf([
        ...sort.slice(0, at).map((earlier, i) => sql(`${keySql(earlier.field, indexed)} = ?`, keys[i]!)),
        sql(`${keySql(field, indexed)} ${comparisonFor(order)} ?`, keys[at]!),
      ]),
    ),
  );

/**
 * Documents that come after a page. The first sort fields, as far as they have one direction, are also compared as one
 * row value, which an index can seek; `afterKeys` adds the exact condition.
 */
function afterPage(key: PageKey, sort: readonly SortBy[], indexed: IndexedFields): Sql {
  const keys = key.map(searchKey);
  const change = sort.findIndex(({ order }) => order !== sort[0]!.order);
  const sameOrder = change < 0 ? sort : sort.slice(0, change);
  const row = joined(sameOrder.map(({ field }) => sql(keySql(field, indexed))), ', '); // prettier-ignore
  const values = joined(keys.slice(0, sameOrder.length).map((value) => sql('?', value)), ', '); // prettier-ignore
  const direction = comparisonFor(sort[0]!.order) + (change < 0 ? '' : '=');
  const seek = { text: `${row.text} ${direction} ${values.text}`, values: values.values };
  return change < 0 ? seek : allOf([seek, afterKeys(sort, keys, indexed)]);
}

/** A page: rows of id, document and position. Throws `TypeError` for a bad field or a key of another sort. */
export function findToSql(
  collection: CollectionSpec,
  { siteId, filter, sort, limit, offset = 0, after }: FindQuery,
): Sql {
  const keys = sortWithId(sort);
  const indexed = indexedFields(collection);
  if (after) assertKeyFitsSort(after, keys);
  const where = allOf([siteFilter(collection, siteId, filter), ...(after ? [afterPage(after, keys, indexed)] : [])]);
  const order = keys
    .map(({ field, order }) => `${keySql(field, indexed)} ${order === 'DESC' ? 'DESC' : 'ASC'}`)
    .join(', ');
  return sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE ${where.text} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ...where.values,
    limit,
    offset,
  );
}

/**
 * The alternatives of a filter that consists only of `any`, if an index can find each of them. SQLite uses these indexes
 * only when each alternative has its own condition on the site.
 */
function indexedAlternatives(filter: Filter | undefined, { indexes }: CollectionSpec): readonly Filter[] | undefined {
  const [only, ...more] = filter ? conditionsOf(filter) : [];
  const leads = new Set(['id', ...indexes.map(([first]) => first)]);
  const isSought = (part: Filter) =>
    'field' in part && ['eq', 'in', 'inSubquery'].includes(part.is) && leads.has(part.field);
  return only && more.length === 0 && 'any' in only && only.any.every(isSought) ? only.any : undefined;
}

const conditionsOf = (filter: Filter): readonly Filter[] =>
  'all' in filter ? filter.all.flatMap(conditionsOf) : [filter];

/** How many documents match, at most this many: one row of one number. Stops reading at that number. */
export function countToSql(
  collection: CollectionSpec,
  siteId: string,
  filter: Filter | undefined,
  atMost: number,
): Sql {
  const each = indexedAlternatives(filter, collection) ?? [filter];
  const where = anyOf(each.map((one) => siteFilter(collection, siteId, one)));
  return sql(
    `SELECT count(*) FROM (SELECT 1 FROM ${table(collection)} WHERE ${where.text} LIMIT ?)`,
    ...where.values,
    atMost,
  );
}

/** Deletes matching documents, at most this many. */
export function eraseToSql(collection: CollectionSpec, siteId: string, filter: Filter | undefined, limit: number): Sql {
  const where = siteFilter(collection, siteId, filter);
  return sql(
    `DELETE FROM ${table(collection)} WHERE id IN (SELECT id FROM ${table(collection)} WHERE ${where.text} LIMIT ?)`,
    ...where.values,
    limit,
  );
}

/** Documents that a sweep still has to change: rows of id, document and position, at most this many. */
export function sweepToSql(collection: CollectionSpec, sweep: SweepWrite, limit: number): Sql {
  const where = siteFilter(collection, sweep.siteId, { field: sweep.field, is: 'eq', value: sweep.equals });
  return sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE ${where.text} AND position < ? LIMIT ?`,
    ...where.values,
    sweep.position,
    limit,
  );
}
