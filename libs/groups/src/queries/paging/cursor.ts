import type { ListCursors } from '@app/http';
import type { Json } from '@app/kernel';
import type { PageKey, SortBy } from '@app/read-store';
import type { CursorPaging } from '../../views/page';

/** What a cursor holds: filter and sort as they were sent, the order that resulted, and the key of the last item. */
export type CursorContent = {
  readonly filter?: Json;
  readonly sort?: Json;
  readonly order: string;
  readonly key: PageKey;
};

/** An order as text, to compare it with others: a key is only valid in the order that it was made for. */
export const orderText = (sort: readonly SortBy[]): string =>
  sort.map(({ field, order }) => `${field} ${order}`).join();

/** Paging from after this key, or from the beginning; `content` goes into the next cursor. */
export const cursorPagingFrom = (
  cursors: ListCursors,
  content: Omit<CursorContent, 'key'>,
  after?: PageKey,
): CursorPaging => ({
  ...(after && { after }),
  cursorAfter: (key) => cursors.encode({ ...content, key }),
});
