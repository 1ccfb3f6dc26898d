import type { Json } from '@app/kernel';
import type { ListCursors } from '@app/http';
import type { PageKey, SortBy } from '@app/read-store';
import type { Walk } from '../../views/views';

/** What a cursor remembers: filter and sort as they were sent, the order that they meant, and where the page ended. */
export type CursorContent = {
  readonly filter?: Json;
  readonly sort?: Json;
  readonly order: string;
  readonly key: PageKey;
};

/** An order, to be told from others: a key says something only in the order that it was made in. */
export const orderOf = (sort: readonly SortBy[]): string => sort.map(({ field, order }) => `${field} ${order}`).join();

/** The walk that goes on behind this key, or begins. */
export const walkFrom = (cursors: ListCursors, bookmark: Omit<CursorContent, 'key'>, after?: PageKey): Walk => ({
  ...(after && { after }),
  cursorBehind: (key) => cursors.encode({ ...bookmark, key }),
});
