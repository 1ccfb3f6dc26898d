import { cursorPagingOf, invalidCursor, type ListCursors, offsetPagingOf, type PageQuery } from '@app/http';
import type { SortBy } from '@app/read-store';
import { type Bookmark, orderOf, walkFrom } from './bookmark';
import type { Paged } from './views';

const CURSOR = 'cursorPaging.cursor';

/**
 * The part of a list that a query string asks for, by offset or by cursor. Throws `InvalidRequest` for a cursor that is none
 * of this list.
 */
export async function listed(query: PageQuery, cursors: ListCursors, sort: readonly SortBy[]): Promise<Paged> {
  const everything = { filter: { all: [] }, sort };
  const walk = cursorPagingOf(query);
  if (!walk) return { ...everything, ...offsetPagingOf(query) };
  const order = orderOf(sort);
  const before = walk.cursor === undefined ? undefined : ((await cursors.decode(walk.cursor, CURSOR)) as Bookmark);
  if (before && before.order !== order) throw invalidCursor(CURSOR);
  return { ...everything, limit: walk.limit, offset: 0, walk: walkFrom(cursors, { order }, before?.key) };
}
