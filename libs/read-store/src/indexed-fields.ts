import { isScalar, valueAt } from './evaluate/field';
import type { CollectionSpec, Document } from './read-store';

/** The fields that some index of the collection holds. */
export const indexedFields = ({ indexes }: CollectionSpec): ReadonlySet<string> => new Set(['id', ...indexes.flat()]);

/**
 * Refuses with `TypeError` a list or an object in an indexed field. An index holds one value for each document; where that
 * is so, a search by the index misses nothing.
 */
export function refuseUnindexable(collection: CollectionSpec, document: Document): void {
  for (const field of collection.indexes.flat()) {
    const value = valueAt(document, field);
    if (value !== null && !isScalar(value)) {
      throw new TypeError(`${field} of ${collection.name} is indexed and cannot hold a list or an object`);
    }
  }
}

/** `<name>.v<version>`. Throws `TypeError` for a name that is more than letters, digits, `_` and `-`. */
export function collectionName({ name, version }: CollectionSpec): string {
  if (!/^[A-Za-z0-9_-]+$/.test(name) || !Number.isSafeInteger(version)) {
    throw new TypeError('a collection has a plain name and a whole number as its version');
  }
  return `${name}.v${version}`;
}
