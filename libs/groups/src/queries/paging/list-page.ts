import { type ListCursors, invalidCursor, offsetPagingOf, type PageQuery, cursorPagingOf } from '@app/http';
import type { SortBy } from '@app/read-store';
import { type CursorContent, orderOf, walkFrom } from './cursor';
import type { PageRequest } from '../../views/views';

const CURSOR = 'cursorPaging.cursor';

/**
 * The part of a list that a query string asks for, by offset or by cursor. Throws `InvalidRequest` for a cursor that is none
 * of this list.
 */
export async function listPage(query: PageQuery, cursors: ListCursors, sort: readonly SortBy[]): Promise<PageRequest> {
  const everything = { filter: { all: [] }, sort };
  const walk = cursorPagingOf(query);
  if (!walk) return { ...everything, ...offsetPagingOf(query) };
  const order = orderOf(sort);
  const before = walk.cursor === undefined ? undefined : ((await cursors.decode(walk.cursor, CURSOR)) as CursorContent);
  if (before && before.order !== order) throw invalidCursor(CURSOR);
  return { ...everything, limit: walk.limit, offset: 0, walk: walkFrom(cursors, { order }, before?.key) };
}
