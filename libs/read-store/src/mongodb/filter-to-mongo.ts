import type { Document as MongoDocument } from 'mongodb';
import { lowerCase, wellFormed } from '../evaluate';
import { compileFilter, type Range, type TextFilter } from '../compile-filter';
import type { Filter, Scalar } from '../filter';
import { absentKey, keysOfItsType, listEntry, lowerEntry, scalarEntry, searchKey, textMark } from '../search-keys';
import { keyPath } from './key-paths';
import { afterAllWithPrefix, containing, endingWith } from './text-patterns';

/** A filter as MongoDB understands it: made here, out of our own nodes, with nothing but text as values. */
export type Condition = MongoDocument;

/** The fields that hold nothing but scalars. */
export type Indexed = ReadonlySet<string>;

/** The path of a field's search key: what filters, sorts and indexes are made of. */
export const keyOf = (field: string): string => keyPath(field, scalarEntry);
const lowerOf = (field: string): string => keyPath(field, lowerEntry);
const listOf = (field: string): string => keyPath(field, listEntry);

/** No document at all. */
export const nothing: Condition = { _id: { $in: [] } };

export const allOf = (parts: readonly Condition[]): Condition =>
  parts.length < 2 ? (parts[0] ?? {}) : { $and: [...parts] };
export const anyOf = (parts: readonly Condition[]): Condition =>
  parts.length < 2 ? (parts[0] ?? nothing) : { $or: [...parts] };
const not = (part: Condition): Condition => ({ $nor: [part] });

/** Holds no scalar. Unlike `null`, this is one single range of an index. */
export const withoutKey = (field: string): Condition => ({ [keyOf(field)]: { $exists: false } });

/** No scalar and no list or object. An indexed field never holds one of the latter. */
const absent = (field: string, indexed: Indexed): Condition =>
  indexed.has(field) ? withoutKey(field) : { ...withoutKey(field), [listOf(field)]: { $exists: false } };

/** A scalar, or a list or object. Of an indexed field this is a range, which an index can seek. */
const present = (field: string, indexed: Indexed): Condition =>
  indexed.has(field) ? { [keyOf(field)]: { $gt: absentKey } } : not(absent(field, indexed));

function equalsOneOf(field: string, values: readonly (Scalar | null)[], indexed: Indexed): Condition {
  const keys = values.filter((value) => value !== null).map(searchKey);
  const oneOf = keys.length === 1 ? { $eq: keys[0] } : { $in: keys };
  const parts: Condition[] = values.includes(null) ? [absent(field, indexed)] : [];
  if (keys.length > 0) {
    parts.push({ [keyOf(field)]: oneOf });
    if (!indexed.has(field)) parts.push({ [listOf(field)]: oneOf });
  }
  return anyOf(parts);
}

function inRange({ field, is, value }: Range): Condition {
  const [from, below] = keysOfItsType(value);
  const limit = { [`$${is}`]: searchKey(value) };
  return { [keyOf(field)]: is.startsWith('g') ? { ...limit, $lt: below } : { $gte: from, ...limit } };
}

function patternOf(is: TextFilter['is'], term: string): Condition {
  // Beginning with something is lying in a range, which an index can seek; so is being text at all.
  if (is === 'startsWith' || term === '') {
    return { $gte: textMark + term, $lt: afterAllWithPrefix(textMark + term) };
  }
  return { $regex: is === 'endsWith' ? endingWith(term) : containing(term) };
}

/** The case that MongoDB ignores is that of ASCII in one version and of some Unicode in another, so none is ignored. */
function textIn({ field, is, value, caseSensitive }: TextFilter): Condition {
  if (caseSensitive) return { [keyOf(field)]: patternOf(is, wellFormed(value)) };
  const pattern = patternOf(is, lowerCase(value));
  return anyOf([{ [lowerOf(field)]: pattern }, { [lowerOf(field)]: { $exists: false }, [keyOf(field)]: pattern }]);
}

const isEmpty = (field: string, indexed: Indexed): Condition =>
  anyOf([absent(field, indexed), { [keyOf(field)]: textMark }, ...(indexed.has(field) ? [] : [{ [listOf(field)]: { $size: 0 } }])]); // prettier-ignore

/**
 * A condition on the stored documents that holds for exactly those that `matches` accepts.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function filterToMongo(filter: Filter, indexed: Indexed): Condition {
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
  });
}
