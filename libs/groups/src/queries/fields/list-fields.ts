import type { FieldTable, ResponseShape, SortBy } from '@app/read-store';

/** The fields of a list, for filters, orders and responses. */
export type ListFields = {
  /** The name of an item, for schemas of the API description. */
  readonly item: string;
  /** The order of the list, unless a query names another one. */
  readonly order: readonly SortBy[];
  /** The fields to filter and sort by, and where they are in the documents. */
  readonly fields: FieldTable;
  /** The fields of an item in the response, to pick from. */
  readonly response: ResponseShape;
  /** The fields that a response always has, whatever was picked. */
  readonly keys: readonly string[];
};

/** Newest first, by this date. */
export const newestFirst = (field: string): readonly SortBy[] => [{ field, order: 'DESC' }];

/** The states of a request. */
export const requestStatuses = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'] as const;
