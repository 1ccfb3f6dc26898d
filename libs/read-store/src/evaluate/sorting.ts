import type { SortBy } from '../filter';
import type { Document, PageKey } from '../read-store';
import { isScalar, stepsOf, valueAt } from './field';
import { compareValues } from './order';

/** A document with its id among its fields: what filters and sorts look at. */
export type Identified = Document & { readonly id: string };

/** Whatever the document says of itself, `id` is what it is stored under. */
export const identified = (id: string, document: Document): Identified => ({ ...document, id });

/**
 * The sort with the id as its last key, which leaves no ties. What would come behind the id says nothing and goes.
 * Throws `TypeError` for a field that is no dotted path.
 */
export function fullSort(sort: readonly SortBy[] = []): readonly SortBy[] {
  for (const { field } of sort) stepsOf(field);
  const id = sort.findIndex(({ field }) => field === 'id');
  return id < 0 ? [...sort, { field: 'id', order: 'ASC' }] : sort.slice(0, id + 1);
}

/** The key of a page that ends with this document. */
export const pageKeyOf = (document: Identified, sort?: readonly SortBy[]): PageKey =>
  fullSort(sort).map(({ field }) => {
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

/** The order of documents, for `Array.prototype.sort`. */
export function compareBy(sort?: readonly SortBy[]): (a: Identified, b: Identified) => number {
  const compare = compareKeys(fullSort(sort));
  return (a, b) => compare(pageKeyOf(a, sort), pageKeyOf(b, sort));
}

/** True for what comes after the page that ended with this key. Throws `TypeError` for a key of another sort. */
export function isBehind(key: PageKey, sort?: readonly SortBy[]): (document: Identified) => boolean {
  const keys = fullSort(sort);
  refuseForeignKey(key, keys);
  return (document) => compareKeys(keys)(pageKeyOf(document, sort), key) > 0;
}

/** A key holds one value for each field of the full sort. */
export function refuseForeignKey(key: PageKey, sort: readonly SortBy[]): void {
  if (key.length !== sort.length) throw new TypeError('the page key belongs to another sort');
}
