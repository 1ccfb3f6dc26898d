import { type ListCursors, noCursorOfThisList, pageOf, type PageQuery, walkOf } from '@app/http';
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
  const walk = walkOf(query);
  if (!walk) return { ...everything, ...pageOf(query) };
  const order = orderOf(sort);
  const before = walk.cursor === undefined ? undefined : ((await cursors.open(walk.cursor, CURSOR)) as CursorContent);
  if (before && before.order !== order) throw noCursorOfThisList(CURSOR);
  return { ...everything, limit: walk.limit, offset: 0, walk: walkFrom(cursors, { order }, before?.key) };
}
