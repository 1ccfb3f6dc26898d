import { lowerCase, comparable } from '../evaluate';
import { pathSegments } from '../evaluate/field';
import { compileFilter, type RangeFilter, type TextFilter } from '../compile-filter';
import type { Filter, Scalar, Subquery } from '../filter';
import { collectionName, indexedFields, type IndexedFields } from '../indexed-fields';
import { absentKey, keyRangeOfType, listEntry, lowerEntry, scalarEntry, searchKey, textPrefix } from '../search-keys';
import { allOf, anyOf, not, quoted, sql, type Sql } from './sql';

/** An entry of the search keys, as SQL. `pathSegments` checks the field, so that nothing in it can end the quotes. */
const keysEntry = (field: string, entryOf: (field: string) => string): string => {
  pathSegments(field);
  return `keys ->> '$."${entryOf(field)}"'`;
};

/** The column that holds the search key of an indexed field. */
export const keyColumn = (field: string): string => `key.${field}`;

/** The search key of a field, as SQL over the column `keys`. Never NULL. */
export const keyExpression = (field: string): string => `coalesce(${keysEntry(field, scalarEntry)}, '${absentKey}')`;

/** The search key of a field, as SQL: filters and sorts are made of it. */
export const keySql = (field: string, indexed: IndexedFields): string =>
  indexed.has(field) ? quoted(keyColumn(field)) : keyExpression(field);

const listSql = (field: string): string => keysEntry(field, listEntry);

/** Equal to one of these keys. The list is one parameter, so that a prepared statement fits lists of every length. */
const oneOf = (key: string, keys: readonly string[]): Sql =>
  keys.length === 1
    ? sql(`${key} = ?`, keys[0]!)
    : sql(`${key} IN (SELECT value FROM json_each(?))`, JSON.stringify(keys));

/** No scalar and no list or object. An indexed field never holds a list or an object. */
const absent = (field: string, indexed: IndexedFields): Sql =>
  sql(`${keySql(field, indexed)} = '${absentKey}'${indexed.has(field) ? '' : ` AND ${listSql(field)} IS NULL`}`);

/** A scalar, or a list or object. Of an indexed field this is a range, which an index can seek. */
const present = (field: string, indexed: IndexedFields): Sql =>
  indexed.has(field) ? sql(`${keySql(field, indexed)} > '${absentKey}'`) : not(absent(field, indexed));

function equalsOneOf(field: string, values: readonly (Scalar | null)[], indexed: IndexedFields): Sql {
  const keys = values.filter((value) => value !== null).map(searchKey);
  const parts = values.includes(null) ? [absent(field, indexed)] : [];
  if (keys.length > 0) {
    parts.push(oneOf(keySql(field, indexed), keys));
    if (!indexed.has(field)) {
      const item = oneOf('value', keys);
      parts.push({ ...item, text: `EXISTS (SELECT 1 FROM json_each(keys, '$."${listEntry(field)}"') WHERE ${item.text})` }); // prettier-ignore
    }
  }
  return parts.length === 1 ? parts[0]! : anyOf(parts);
}

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function inRange({ field, is, value }: RangeFilter, indexed: IndexedFields): Sql {
  const [from, below] = keyRangeOfType(value);
  const key = keySql(field, indexed);
  const limit = sql(`${key} ${operators[is]} ?`, searchKey(value));
  return allOf([limit, is.startsWith('g') ? sql(`${key} < ?`, below) : sql(`${key} >= ?`, from)]);
}

/** Compares bytes: SQLite's text functions stop at a NUL, and LIKE ignores case only in ASCII and treats `%` and `_` specially. */
function textIn({ field, is, value, caseSensitive }: TextFilter, indexed: IndexedFields): Sql {
  const key = caseSensitive
    ? keySql(field, indexed)
    : `coalesce(${keysEntry(field, lowerEntry)}, ${keySql(field, indexed)})`;
  const term = caseSensitive ? comparable(value) : lowerCase(value);
  const isText = sql(`${key} >= '${textPrefix}'`);
  if (term === '') return isText;

  const text = `substr(CAST(${key} AS BLOB), ${textPrefix.length + 1})`;
  const bytes = Buffer.byteLength(term);
  if (is === 'contains') return allOf([isText, sql(`instr(${text}, CAST(? AS BLOB))`, term)]);
  const part = is === 'startsWith' ? sql(`substr(${text}, 1, ?)`, bytes) : sql(`substr(${text}, ?)`, -bytes);
  return allOf([isText, { text: `${part.text} = CAST(? AS BLOB)`, values: [...part.values, term] }]);
}

const isEmpty = (field: string, indexed: IndexedFields): Sql =>
  anyOf([absent(field, indexed), sql(`${keySql(field, indexed)} = '${textPrefix}'`), sql(`${listSql(field)} = '[]'`)]);

/**
 * The names in the inner query are those of its own table, since every table has the same columns besides the keys. The `+`
 * keeps SQLite from walking an index for the condition that the key is there.
 */
function inSubquery(
  field: string,
  { collection, field: selected, filter }: Subquery,
  siteId: string,
  indexed: IndexedFields,
): Sql {
  const inner = indexedFields(collection);
  const key = keySql(selected, inner);
  const isThere = selected === 'id' ? [] : [sql(`+${key} > '${absentKey}'`)];
  const where = allOf([sql('"siteId" = ?', siteId), filterToSql(filter, inner, siteId), ...isThere]);
  const select = `SELECT ${key} FROM ${quoted(collectionName(collection))} WHERE ${where.text}`;
  return { ...where, text: `${keySql(field, indexed)} IN (${select})` };
}

/**
 * A condition on the columns of a collection's table that holds for exactly the documents that `matches` accepts. Subqueries
 * look at this site.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function filterToSql(filter: Filter, indexed: IndexedFields, siteId: string): Sql {
  return compileFilter(filter, {
    allOf,
    anyOf,
    not,
    equalsOneOf: (field, values) => equalsOneOf(field, values, indexed),
    present: (field) => present(field, indexed),
    absent: (field) => absent(field, indexed),
    isEmpty: (field) => isEmpty(field, indexed),
    inRange: (range) => inRange(range, indexed),
    textIn: (text) => textIn(text, indexed),
    inSubquery: (field, subquery) => inSubquery(field, subquery, siteId, indexed),
  });
}
