import { fullSort } from '../evaluate';
import { refuseForeignKey } from '../evaluate/sorting';
import { everything, type Filter, type SortBy } from '../filter';
import { collectionName, indexedFields } from '../indexed-fields';
import type { CollectionSpec, Find, PageKey, SweepWrite } from '../read-store';
import { filterToSql, keyIn, type Indexed } from './filter-to-sql';
import { searchKey } from '../search-keys';
import { allOf, anyOf, joined, quoted, sql, type Sql } from './sql';

const table = (collection: CollectionSpec): string => quoted(collectionName(collection));

/** Tombstones have no site, so that no query finds them. */
const of = (collection: CollectionSpec, siteId: string, filter: Filter = everything): Sql =>
  allOf([sql('"siteId" = ?', siteId), filterToSql(filter, indexedFields(collection))]);

const comparison = (order: SortBy['order']): string => (order === 'ASC' ? '>' : '<');

/** Greater in the first key, or as great in it and greater in the second, and so on. */
const greater = (sort: readonly SortBy[], keys: readonly string[], indexed: Indexed): Sql =>
  anyOf(
    sort.map(({ field, order }, at) =>
      allOf([
        ...sort.slice(0, at).map((earlier, i) => sql(`${keyIn(earlier.field, indexed)} = ?`, keys[i]!)),
        sql(`${keyIn(field, indexed)} ${comparison(order)} ?`, keys[at]!),
      ]),
    ),
  );

/**
 * What comes behind a page. As far as the sort keeps one direction this also stands as one comparison of rows, which an
 * index can seek; the alternatives say the rest.
 */
function behind(key: PageKey, sort: readonly SortBy[], indexed: Indexed): Sql {
  const keys = key.map(searchKey);
  const turn = sort.findIndex(({ order }) => order !== sort[0]!.order);
  const run = turn < 0 ? sort : sort.slice(0, turn);
  const row = joined(run.map(({ field }) => sql(keyIn(field, indexed))), ', '); // prettier-ignore
  const values = joined(keys.slice(0, run.length).map((value) => sql('?', value)), ', '); // prettier-ignore
  const direction = comparison(sort[0]!.order) + (turn < 0 ? '' : '=');
  const seek = { text: `${row.text} ${direction} ${values.text}`, values: values.values };
  return turn < 0 ? seek : allOf([seek, greater(sort, keys, indexed)]);
}

/** The page: rows of id, document and position. Throws `TypeError` for a bad field or a key of another sort. */
export function findToSql(collection: CollectionSpec, { siteId, filter, sort, limit, offset = 0, after }: Find): Sql {
  const keys = fullSort(sort);
  const indexed = indexedFields(collection);
  if (after) refuseForeignKey(after, keys);
  const where = allOf([of(collection, siteId, filter), ...(after ? [behind(after, keys, indexed)] : [])]);
  const order = keys
    .map(({ field, order }) => `${keyIn(field, indexed)} ${order === 'DESC' ? 'DESC' : 'ASC'}`)
    .join(', ');
  return sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE ${where.text} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ...where.values,
    limit,
    offset,
  );
}

/**
 * What a filter is that is nothing but alternatives, each of which an index leads to. SQLite follows these indexes only if
 * the site is asked for in each, and not once for all of them.
 */
function alternativesOf(filter: Filter | undefined, { indexes }: CollectionSpec): readonly Filter[] | undefined {
  const [only, ...more] = filter ? conditionsOf(filter) : [];
  const leads = new Set(['id', ...indexes.map(([first]) => first)]);
  const isSought = (part: Filter) => 'field' in part && (part.is === 'eq' || part.is === 'in') && leads.has(part.field);
  return only && more.length === 0 && 'any' in only && only.any.every(isSought) ? only.any : undefined;
}

const conditionsOf = (filter: Filter): readonly Filter[] =>
  'all' in filter ? filter.all.flatMap(conditionsOf) : [filter];

/** How many match, at most this many: one row of one number. Looks at no more documents than it takes. */
export function countToSql(
  collection: CollectionSpec,
  siteId: string,
  filter: Filter | undefined,
  atMost: number,
): Sql {
  const each = alternativesOf(filter, collection) ?? [filter];
  const where = anyOf(each.map((one) => of(collection, siteId, one)));
  return sql(
    `SELECT count(*) FROM (SELECT 1 FROM ${table(collection)} WHERE ${where.text} LIMIT ?)`,
    ...where.values,
    atMost,
  );
}

/** Deletes those that match, at most this many. */
export function eraseToSql(collection: CollectionSpec, siteId: string, filter: Filter | undefined, limit: number): Sql {
  const where = of(collection, siteId, filter);
  return sql(
    `DELETE FROM ${table(collection)} WHERE id IN (SELECT id FROM ${table(collection)} WHERE ${where.text} LIMIT ?)`,
    ...where.values,
    limit,
  );
}

/** What a sweep still has to change: rows of id, document and position, at most this many. */
export function sweepToSql(collection: CollectionSpec, sweep: SweepWrite, limit: number): Sql {
  const where = of(collection, sweep.siteId, { field: sweep.field, is: 'eq', value: sweep.equals });
  return sql(
    `SELECT id, document, position FROM ${table(collection)} WHERE ${where.text} AND position < ? LIMIT ?`,
    ...where.values,
    sweep.position,
    limit,
  );
}
