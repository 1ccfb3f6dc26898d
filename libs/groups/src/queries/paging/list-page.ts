import { cursorPagingOf, invalidCursor, type ListCursors, offsetPagingOf, type PageQuery } from '@app/http';
import type { SortBy } from '@app/read-store';
import type { PageRequest } from '../../views/page';
import { type CursorContent, orderText, cursorPagingFrom } from './cursor';

const CURSOR = 'cursorPaging.cursor';

/**
 * The page of a list for a query string, by offset or by cursor. Throws `InvalidRequest` for a cursor of another list.
 */
export async function listPage(query: PageQuery, cursors: ListCursors, sort: readonly SortBy[]): Promise<PageRequest> {
  const everything = { filter: { all: [] }, sort };
  const byCursor = cursorPagingOf(query);
  if (!byCursor) return { ...everything, ...offsetPagingOf(query) };
  const { cursor, limit } = byCursor;
  const order = orderText(sort);
  const content = cursor === undefined ? undefined : ((await cursors.decode(cursor, CURSOR)) as CursorContent);
  if (content && content.order !== order) throw invalidCursor(CURSOR);
  return { ...everything, limit, offset: 0, cursorPaging: cursorPagingFrom(cursors, { order }, content?.key) };
}
