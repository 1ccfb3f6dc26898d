import type { ListCursors } from '@app/http';
import type { Json } from '@app/kernel';
import type { PageKey, SortBy } from '@app/read-store';
import type { CursorPaging } from '../../views/page';

/** What a cursor holds: filter and sort as they were sent, the order that they meant, and the key of the last item. */
export type CursorContent = {
  readonly filter?: Json;
  readonly sort?: Json;
  readonly order: string;
  readonly key: PageKey;
};

/** An order as text, to compare with others: a key is only good in the order that it was made in. */
export const orderText = (sort: readonly SortBy[]): string =>
  sort.map(({ field, order }) => `${field} ${order}`).join();

/** Reads on behind this key, or from the beginning. */
export const cursorPagingFrom = (
  cursors: ListCursors,
  content: Omit<CursorContent, 'key'>,
  after?: PageKey,
): CursorPaging => ({
  ...(after && { after }),
  cursorAfter: (key) => cursors.encode({ ...content, key }),
});
