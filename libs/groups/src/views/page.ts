import type { Filter, PageKey, SortBy } from '@app/read-store';

/** Which part of a list is asked for. */
export type PageRequest = {
  readonly filter: Filter;
  readonly sort: readonly SortBy[];
  readonly limit: number;
  readonly offset: number;
  /** By cursor instead of by offset. */
  readonly cursorPaging?: CursorPaging;
};
/** Reads page after page; meets once whatever keeps its place in the order, whatever else is added or removed. */
export type CursorPaging = {
  /** The key at which the page before ended. */
  readonly after?: PageKey;
  /** The cursor of the page behind this key. */
  readonly cursorBehind: (key: PageKey) => Promise<string>;
};
/** A page as it was read. */
export type Page<Document> = {
  readonly documents: readonly Document[];
  readonly metadata:
    | { count: number; offset: number; total: number; tooManyToCount: boolean }
    | { count: number; cursors: { next?: string } };
};
