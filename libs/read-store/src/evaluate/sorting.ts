import type { SortBy } from '../filter';
import type { Document, PageKey } from '../read-store';
import { isScalar, pathSegments, valueAt } from './field';
import { compareValues } from './order';

/** A document with its id as the field `id`, as filters and sorts see it. */
export type DocumentWithId = Document & { readonly id: string };

/** Adds the id that the document is stored under. It replaces a field `id` of the document itself. */
export const withId = (id: string, document: Document): DocumentWithId => ({ ...document, id });

/**
 * The sort with `id` as its last field, so that there are no ties. Fields after `id` have no effect and are dropped.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function sortWithId(sort: readonly SortBy[] = []): readonly SortBy[] {
  for (const { field } of sort) pathSegments(field);
  const id = sort.findIndex(({ field }) => field === 'id');
  return id < 0 ? [...sort, { field: 'id', order: 'ASC' }] : sort.slice(0, id + 1);
}

/** The key of this document, after which the next page starts. */
export const pageKeyOf = (document: DocumentWithId, sort?: readonly SortBy[]): PageKey =>
  sortWithId(sort).map(({ field }) => {
    const value = valueAt(document, field);
    return isScalar(value) ? value : null;
  });

const compareKeys =
  (sort: readonly SortBy[]) =>
  (a: PageKey, b: PageKey): number => {
    for (const [at, { order }] of sort.entries()) {
      const difference = compareValues(a[at] ?? null, b[at] ?? null);
      if (difference !== 0) return order === 'ASC' ? difference : -difference;
    }
    return 0;
  };

/** A comparator of documents, for `Array.prototype.sort`. */
export function documentComparator(sort?: readonly SortBy[]): (a: DocumentWithId, b: DocumentWithId) => number {
  const compare = compareKeys(sortWithId(sort));
  return (a, b) => compare(pageKeyOf(a, sort), pageKeyOf(b, sort));
}

/** Whether a document comes after this page key. Throws `TypeError` for a key of another sort. */
export function isAfterKey(key: PageKey, sort?: readonly SortBy[]): (document: DocumentWithId) => boolean {
  const keys = sortWithId(sort);
  assertKeyFitsSort(key, keys);
  return (document) => compareKeys(keys)(pageKeyOf(document, sort), key) > 0;
}

/** Throws `TypeError` unless the key holds one value for each field of the sort, which includes `id`. */
export function assertKeyFitsSort(key: PageKey, sort: readonly SortBy[]): void {
  if (key.length !== sort.length) throw new TypeError('the page key belongs to another sort');
}
