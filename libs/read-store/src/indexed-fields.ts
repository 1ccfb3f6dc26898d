import { isScalar, valueAt } from './evaluate/field';
import type { CollectionSpec, Document } from './read-store';

/** A set of fields that hold nothing but scalars, as every indexed field does. */
export type IndexedFields = ReadonlySet<string>;

/** The fields in the indexes of the collection. */
export const indexedFields = ({ indexes }: CollectionSpec): IndexedFields => new Set(['id', ...indexes.flat()]);

/**
 * Throws `TypeError` for a list or an object in an indexed field. With one value for each document in every index, a
 * search by the index misses nothing.
 */
export function assertIndexable(collection: CollectionSpec, document: Document): void {
  for (const field of collection.indexes.flat()) {
    const value = valueAt(document, field);
    if (value !== null && !isScalar(value)) {
      throw new TypeError(`${field} of ${collection.name} is indexed and cannot hold a list or an object`);
    }
  }
}

/** `<name>.v<version>`. Throws `TypeError` for a name with anything but letters, digits, `_` and `-`. */
export function collectionName({ name, version }: CollectionSpec): string {
  if (!/^[A-Za-z0-9_-]+$/.test(name) || !Number.isSafeInteger(version)) {
    throw new TypeError('a collection has a plain name and a whole number as its version');
  }
  return `${name}.v${version}`;
}
