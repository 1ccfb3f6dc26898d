import type { Document as MongoDocument } from 'mongodb';
import { lowerCase, comparable } from '../evaluate';
import { compileFilter, type RangeFilter, type TextFilter } from '../compile-filter';
import type { Filter, Scalar, Subquery } from '../filter';
import type { IndexedFields } from '../indexed-fields';
import { absentKey, keyRangeOfType, listEntry, lowerEntry, scalarEntry, searchKey, textPrefix } from '../search-keys';
import { keyPath } from './key-paths';
import { prefixUpperBound, containsPattern, endsWithPattern } from './text-patterns';

/** A query filter of MongoDB. It is built from our own nodes only, and holds nothing but text as values. */
export type Condition = MongoDocument;

/** The path of a field's search key, which filters, sorts and indexes use. */
export const keyField = (field: string): string => keyPath(field, scalarEntry);
const lowerField = (field: string): string => keyPath(field, lowerEntry);
const listField = (field: string): string => keyPath(field, listEntry);

/** The search keys of the values that a subquery selects. They are read before the query that they are a part of. */
export type KeysOfSubquery = (subquery: Subquery) => readonly string[];

/** The subqueries of a filter, without those inside of them. */
export function subqueriesIn(filter: Filter): readonly Subquery[] {
  if ('all' in filter) return filter.all.flatMap(subqueriesIn);
  if ('any' in filter) return filter.any.flatMap(subqueriesIn);
  if ('not' in filter) return subqueriesIn(filter.not);
  return filter.is === 'inSubquery' ? [filter.subquery] : [];
}

/** Matches no document. */
export const matchNothing: Condition = { _id: { $in: [] } };

/** All of these conditions; matches everything for none. */
export const allOf = (parts: readonly Condition[]): Condition =>
  parts.length < 2 ? (parts[0] ?? {}) : { $and: [...parts] };
/** One of these conditions; matches nothing for none. */
export const anyOf = (parts: readonly Condition[]): Condition =>
  parts.length < 2 ? (parts[0] ?? matchNothing) : { $or: [...parts] };
const not = (part: Condition): Condition => ({ $nor: [part] });

/** The field holds no scalar. Unlike a comparison with `null`, this is one single range of an index. */
export const keyIsAbsent = (field: string): Condition => ({ [keyField(field)]: { $exists: false } });

/** No scalar and no list or object. An indexed field never holds a list or an object. */
const absent = (field: string, indexed: IndexedFields): Condition =>
  indexed.has(field) ? keyIsAbsent(field) : { ...keyIsAbsent(field), [listField(field)]: { $exists: false } };

/** A scalar, or a list or object. Of an indexed field this is a range, which an index can seek. */
const present = (field: string, indexed: IndexedFields): Condition =>
  indexed.has(field) ? { [keyField(field)]: { $gt: absentKey } } : not(absent(field, indexed));

function equalsOneOf(field: string, values: readonly (Scalar | null)[], indexed: IndexedFields): Condition {
  const keys = values.filter((value) => value !== null).map(searchKey);
  const oneOf = keys.length === 1 ? { $eq: keys[0] } : { $in: keys };
  const parts: Condition[] = values.includes(null) ? [absent(field, indexed)] : [];
  if (keys.length > 0) {
    parts.push({ [keyField(field)]: oneOf });
    if (!indexed.has(field)) parts.push({ [listField(field)]: oneOf });
  }
  return anyOf(parts);
}

function inRange({ field, is, value }: RangeFilter): Condition {
  const [from, below] = keyRangeOfType(value);
  const limit = { [`$${is}`]: searchKey(value) };
  return { [keyField(field)]: is.startsWith('g') ? { ...limit, $lt: below } : { $gte: from, ...limit } };
}

function patternOf(is: TextFilter['is'], term: string): Condition {
  // A prefix is a range of keys, which an index can seek; so is any text.
  if (is === 'startsWith' || term === '') {
    return { $gte: textPrefix + term, $lt: prefixUpperBound(textPrefix + term) };
  }
  return { $regex: is === 'endsWith' ? endsWithPattern(term) : containsPattern(term) };
}

/** MongoDB's own case-insensitive search differs between versions, so the stored lower case is searched. */
function textIn({ field, is, value, caseSensitive }: TextFilter): Condition {
  if (caseSensitive) return { [keyField(field)]: patternOf(is, comparable(value)) };
  const pattern = patternOf(is, lowerCase(value));
  return anyOf([
    { [lowerField(field)]: pattern },
    { [lowerField(field)]: { $exists: false }, [keyField(field)]: pattern },
  ]);
}

const isEmpty = (field: string, indexed: IndexedFields): Condition =>
  anyOf([absent(field, indexed), { [keyField(field)]: textPrefix }, ...(indexed.has(field) ? [] : [{ [listField(field)]: { $size: 0 } }])]); // prettier-ignore

/**
 * A condition on the stored documents that holds for exactly those that `matches` accepts.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function filterToMongo(filter: Filter, indexed: IndexedFields, keysOf: KeysOfSubquery): Condition {
  return compileFilter(filter, {
    allOf,
    anyOf,
    not,
    equalsOneOf: (field, values) => equalsOneOf(field, values, indexed),
    present: (field) => present(field, indexed),
    absent: (field) => absent(field, indexed),
    isEmpty: (field) => isEmpty(field, indexed),
    inRange,
    textIn,
    inSubquery: (field, subquery) => ({ [keyField(field)]: { $in: [...keysOf(subquery)] } }),
  });
}
