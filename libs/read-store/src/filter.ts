import type { CollectionSpec } from './collection-spec';

/** What a document field can be compared with. Dates are ISO strings, which sort as text. */
export type Scalar = string | number | boolean;

/**
 * Which documents to find. Nothing that a client sent reaches a database driver except as a value in these nodes.
 * A field is a dotted path into the document, made of letters, digits and `_`; `id` is the id that it is stored under. A
 * missing field counts as `null`, which is lower than every value.
 * - `eq`, `ne`: equal or not; `null` means absent. On an array field `eq` means: contains.
 * - `gt`, `gte`, `lt`, `lte`: false for an absent field and for a value of another type.
 * - `in`, `nin`: one of them, none of them; `null` among them means absent.
 * - `hasSome`, `hasAll`: on an array, elements in common; on a scalar, it is one of / all of them.
 * - `startsWith`, `endsWith`, `contains`: literal text, by Unicode lower case unless `caseSensitive`.
 * Text is compared in NFC by all of them.
 * - `inSubquery`: one of the scalars that matching documents of another collection have in a field; see `Subquery`.
 * - `exists`: present and not null. `empty`: absent, `''` or `[]`.
 */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly field: string; readonly is: 'eq' | 'ne'; readonly value: Scalar | null }
  | { readonly field: string; readonly is: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar }
  | {
      readonly field: string;
      readonly is: 'in' | 'nin' | 'hasSome' | 'hasAll';
      readonly values: readonly (Scalar | null)[];
    }
  | {
      readonly field: string;
      readonly is: 'startsWith' | 'endsWith' | 'contains';
      readonly value: string;
      readonly caseSensitive?: boolean;
    }
  | { readonly field: string; readonly is: 'exists' | 'empty'; readonly value: boolean }
  | { readonly field: string; readonly is: 'inSubquery'; readonly subquery: Subquery };

/**
 * The scalars that the matching documents of a collection have in a field, for `inSubquery`: documents of the same site.
 * The store selects them without loading the documents, so an index should begin with the fields of the filter and go on
 * with this one. The result grows with the documents that match, so they should be few: those of one person.
 */
export type Subquery = { readonly collection: CollectionSpec; readonly field: string; readonly filter: Filter };

/** `field` as in filters. Absent is lowest; then booleans, numbers, text; text in NFC, by Unicode code point. */
export type SortBy = { readonly field: string; readonly order: 'ASC' | 'DESC' };

/** Matches every document. */
export const everything: Filter = { all: [] };
