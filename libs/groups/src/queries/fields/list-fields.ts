import type { FieldTable, ResponseShape, SortBy } from '@app/read-store';

/** What callers may ask of a list. */
export type ListFields = {
  /** The order of the list unless a query asks for another one. */
  readonly order: readonly SortBy[];
  /** What they may filter and sort by, and where it is in the documents. */
  readonly fields: FieldTable;
  /** What a response can hold, to pick from. */
  readonly response: ResponseShape;
  /** What a response holds whatever was picked. */
  readonly keys: readonly string[];
};

/** Newest first, by this date. */
export const newestFirst = (field: string): readonly SortBy[] => [{ field, order: 'DESC' }];

/** The states of a request. */
export const requestStatuses = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'] as const;
