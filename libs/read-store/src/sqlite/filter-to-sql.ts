import { lowerCase, wellFormed } from '../evaluate';
import { stepsOf } from '../evaluate/field';
import { compileFilter, type Range, type TextFilter } from '../compile-filter';
import type { Filter, Scalar } from '../filter';
import { absentKey, keysOfItsType, listEntry, lowerEntry, scalarEntry, searchKey, textMark } from '../search-keys';
import { allOf, anyOf, not, quoted, sql, type Sql } from './sql';

/** An entry of the search keys. `field` was checked: nothing in it can end the quotes. */
const entry = (field: string, entryOf: (field: string) => string): string => {
  stepsOf(field);
  return `keys ->> '$."${entryOf(field)}"'`;
};

/** The fields that hold nothing but scalars and have a column of their own. */
export type Indexed = ReadonlySet<string>;

/** The column that holds the search key of an indexed field. */
export const keyColumn = (field: string): string => `key.${field}`;

/** The search key in a field, as SQL over the search keys of the document. Never NULL. */
export const keyExpression = (field: string): string => `coalesce(${entry(field, scalarEntry)}, '${absentKey}')`;

/** The search key in a field: what filters and sorts are made of. */
export const keyIn = (field: string, indexed: Indexed): string =>
  indexed.has(field) ? quoted(keyColumn(field)) : keyExpression(field);

const listIn = (field: string): string => entry(field, listEntry);

/** One of these keys. The list travels as one value, so that the text, once prepared, serves lists of every length. */
const oneOf = (key: string, keys: readonly string[]): Sql =>
  keys.length === 1
    ? sql(`${key} = ?`, keys[0]!)
    : sql(`${key} IN (SELECT value FROM json_each(?))`, JSON.stringify(keys));

/** No scalar and no list or object. An indexed field never holds one of the latter. */
const absent = (field: string, indexed: Indexed): Sql =>
  sql(`${keyIn(field, indexed)} = '${absentKey}'${indexed.has(field) ? '' : ` AND ${listIn(field)} IS NULL`}`);

/** A scalar, or a list or object. Of an indexed field this is a range, which an index can seek. */
const present = (field: string, indexed: Indexed): Sql =>
  indexed.has(field) ? sql(`${keyIn(field, indexed)} > '${absentKey}'`) : not(absent(field, indexed));

function equalsOneOf(field: string, values: readonly (Scalar | null)[], indexed: Indexed): Sql {
  const keys = values.filter((value) => value !== null).map(searchKey);
  const parts = values.includes(null) ? [absent(field, indexed)] : [];
  if (keys.length > 0) {
    parts.push(oneOf(keyIn(field, indexed), keys));
    if (!indexed.has(field)) {
      const item = oneOf('value', keys);
      parts.push({ ...item, text: `EXISTS (SELECT 1 FROM json_each(keys, '$."${listEntry(field)}"') WHERE ${item.text})` }); // prettier-ignore
    }
  }
  return parts.length === 1 ? parts[0]! : anyOf(parts);
}

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function inRange({ field, is, value }: Range, indexed: Indexed): Sql {
  const [from, below] = keysOfItsType(value);
  const key = keyIn(field, indexed);
  const limit = sql(`${key} ${operators[is]} ?`, searchKey(value));
  return allOf([limit, is.startsWith('g') ? sql(`${key} < ?`, below) : sql(`${key} >= ?`, from)]);
}

/** Compares bytes: text functions of SQLite stop at a NUL, and LIKE knows only ASCII and takes `%` and `_` for more than they are. */
function textIn({ field, is, value, caseSensitive }: TextFilter, indexed: Indexed): Sql {
  const key = caseSensitive ? keyIn(field, indexed) : `coalesce(${entry(field, lowerEntry)}, ${keyIn(field, indexed)})`;
  const term = caseSensitive ? wellFormed(value) : lowerCase(value);
  const isText = sql(`${key} >= '${textMark}'`);
  if (term === '') return isText;

  const text = `substr(CAST(${key} AS BLOB), ${textMark.length + 1})`;
  const bytes = Buffer.byteLength(term);
  if (is === 'contains') return allOf([isText, sql(`instr(${text}, CAST(? AS BLOB))`, term)]);
  const part = is === 'startsWith' ? sql(`substr(${text}, 1, ?)`, bytes) : sql(`substr(${text}, ?)`, -bytes);
  return allOf([isText, { text: `${part.text} = CAST(? AS BLOB)`, values: [...part.values, term] }]);
}

const isEmpty = (field: string, indexed: Indexed): Sql =>
  anyOf([absent(field, indexed), sql(`${keyIn(field, indexed)} = '${textMark}'`), sql(`${listIn(field)} = '[]'`)]);

/**
 * A condition on the columns of a collection's table that holds for exactly the documents that `matches` accepts.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function filterToSql(filter: Filter, indexed: Indexed): Sql {
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
  });
}
