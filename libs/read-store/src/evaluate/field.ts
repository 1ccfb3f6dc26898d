import type { Json } from '@app/kernel';
import type { Scalar } from '../filter';

const pathPattern = /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/;

/** The segments of a dotted path. Throws `TypeError` for anything but letters, digits and `_` between the dots. */
export function pathSegments(field: string): readonly string[] {
  if (!pathPattern.test(field)) throw new TypeError('a field is a dotted path of letters, digits and _');
  return field.split('.');
}

/** Whether the value can be compared and indexed. */
export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** A JSON object: neither `null` nor a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, Json | undefined>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path; `null` when there is none. A path leads through objects, never into lists. */
export const valueAt = (document: Json, field: string): Json =>
  pathSegments(field).reduce<Json>(
    (value, step) => (isObject(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null),
    document,
  );
