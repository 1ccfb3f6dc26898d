import type { Position } from '@app/kernel';
import type { Filter, PageKey, SortBy } from '@app/read-store';

/** The part of a list to read. */
export type PageRequest = {
  readonly filter: Filter;
  readonly sort: readonly SortBy[];
  readonly limit: number;
  readonly offset: number;
  /** Pages by cursor instead of by offset. */
  readonly cursorPaging?: CursorPaging;
};

/**
 * Paging by cursor: a document whose place in the order does not change appears once, even if others are added or removed
 * between pages.
 */
export type CursorPaging = {
  /** The key of the last document of the page before; absent: the first page. */
  readonly after?: PageKey;
  /** The cursor of the page after this key. */
  readonly cursorAfter: (key: PageKey) => Promise<string>;
};

/** A document of a view, with the position of the last event that it shows. */
export type Shown<Document> = { readonly document: Document; readonly position: Position };

/** A page as it was read. */
export type Page<Document> = {
  readonly documents: readonly Shown<Document>[];
  readonly metadata:
    | { count: number; offset: number; total: number; tooManyToCount: boolean }
    | { count: number; cursors: { next?: string } };
};
