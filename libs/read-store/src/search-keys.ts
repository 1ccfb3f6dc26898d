import type { Json } from '@app/kernel';
import { isObject, isScalar } from './evaluate/field';
import { lowerCase, comparable } from './evaluate/order';
import type { Scalar } from './filter';
import type { DocumentWithId } from './evaluate/sorting';

/** The key of an absent value, and the prefix of the keys of text. */
export const absentKey = '';
export const textPrefix = '3';
const typePrefixes = { boolean: '1', number: '2', string: textPrefix };

const float = new DataView(new ArrayBuffer(8));

/** Sixteen hexadecimal digits that sort as numbers do. */
function numberKey(value: number): string {
  float.setFloat64(0, value + 0); // turns -0 into 0
  const bits = float.getBigInt64(0);
  return BigInt.asUintN(64, bits < 0n ? ~bits : bits ^ (1n << 63n))
    .toString(16)
    .padStart(16, '0');
}

/**
 * A value encoded as text whose bytes sort as values do: absent, booleans, numbers by size, text in NFC by code point. Equal keys
 * are equal values of the same type. It is needed because databases order types differently; SQLite takes `true` for 1.
 */
export function searchKey(value: Scalar | null): string {
  if (value === null) return absentKey;
  if (typeof value === 'number') return typePrefixes.number + numberKey(value);
  return typeof value === 'string' ? textPrefix + comparable(value) : typePrefixes.boolean + Number(value);
}

/** The range of the keys of all values of the same type: from the first on, below the second. */
export function keyRangeOfType(value: Scalar): readonly [from: string, below: string] {
  const prefix = typePrefixes[typeof value as keyof typeof typePrefixes];
  return [prefix, String(Number(prefix) + 1)];
}

/** The names of a field's entries: the key of a scalar, the key of its lower case, and the keys of a list. */
export const scalarEntry = (field: string): string => field;
export const lowerEntry = (field: string): string => `${field}~`;
export const listEntry = (field: string): string => `${field}[]`;

/** One entry of a document's search keys. */
export type SearchEntry = readonly [name: string, value: string | true | readonly (string | null)[]];

function entriesOf(value: Json | undefined, field: string): readonly SearchEntry[] {
  if (typeof value === 'string') {
    const [key, lower] = [searchKey(value), textPrefix + lowerCase(value)];
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
    .filter(([step]) => /^[A-Za-z0-9_]+$/.test(step)) // no filter can name the others
    .flatMap(([step, child]) => entriesOf(child, prefix + step));

/**
 * The search keys of all fields of a document, by dotted path: the key of each scalar, the key of its lower case if that
 * differs (databases lower-case differently), the keys of each list (`null` for what is no scalar), `true` for an object.
 */
export const searchEntriesOf = (document: DocumentWithId): readonly SearchEntry[] => fieldsOf(document, '');
