import type { Json } from '@app/kernel';
import { isObject, isScalar } from './evaluate/field';
import { lowerCase, wellFormed } from './evaluate/order';
import type { Scalar } from './filter';
import type { Identified } from './evaluate';

/** The key of absent values, and what the keys of text begin with. */
export const absentKey = '';
export const textMark = '3';
const marks = { boolean: '1', number: '2', string: textMark };

const float = new DataView(new ArrayBuffer(8));

/** Sixteen hexadecimal digits that sort as the numbers do. */
function numberKey(value: number): string {
  float.setFloat64(0, value + 0); // makes -0 a 0
  const bits = float.getBigInt64(0);
  return BigInt.asUintN(64, bits < 0n ? ~bits : bits ^ (1n << 63n))
    .toString(16)
    .padStart(16, '0');
}

/**
 * A value as text whose bytes sort as values do: nothing, booleans, numbers by size, text by code point. Equal keys are
 * equal values of the same type. Databases by themselves order types in ways of their own; SQLite takes `true` for 1.
 */
export function searchKey(value: Scalar | null): string {
  if (value === null) return absentKey;
  if (typeof value === 'number') return marks.number + numberKey(value);
  return typeof value === 'string' ? textMark + wellFormed(value) : marks.boolean + Number(value);
}

/** The keys that all values of this one's type lie between: from the first on, below the second. */
export function keysOfItsType(value: Scalar): readonly [from: string, below: string] {
  const mark = marks[typeof value as keyof typeof marks];
  return [mark, String(Number(mark) + 1)];
}

/** Where the search keys hold what: the key of a scalar, its lower-cased twin, and the keys in a list. */
export const scalarEntry = (field: string): string => field;
export const lowerEntry = (field: string): string => `${field}~`;
export const listEntry = (field: string): string => `${field}[]`;

/** What one addressable field holds. */
export type SearchEntry = readonly [name: string, value: string | true | readonly (string | null)[]];

function entriesOf(value: Json | undefined, field: string): readonly SearchEntry[] {
  if (typeof value === 'string') {
    const [key, lower] = [searchKey(value), textMark + lowerCase(value)];
    return key === lower ? [[scalarEntry(field), key]] : [[scalarEntry(field), key], [lowerEntry(field), lower]]; // prettier-ignore
  }
  if (isScalar(value)) return [[scalarEntry(field), searchKey(value)]];
  if (Array.isArray(value)) {
    return [[listEntry(field), value.map((item: Json) => (isScalar(item) ? searchKey(item) : null))]];
  }
  return isObject(value) ? [[listEntry(field), true], ...fieldsOf(value, `${field}.`)] : [];
}

const fieldsOf = (value: Readonly<Record<string, Json | undefined>>, prefix: string): readonly SearchEntry[] =>
  Object.entries(value)
    .filter(([step]) => /^[A-Za-z0-9_]+$/.test(step)) // others cannot be addressed
    .flatMap(([step, child]) => entriesOf(child, prefix + step));

/**
 * Everything about a document that can be searched for, by dotted path: the search key of each scalar, its lower-cased
 * twin where that differs (databases lower-case in ways of their own), the keys in each list (`null` for what is no
 * scalar), `true` for an object.
 */
export const searchEntriesOf = (document: Identified): readonly SearchEntry[] => fieldsOf(document, '');
