import type { SortBy } from '../filter';
import type { QueryField } from './field-table';
import { listIn, objectIn, refuseUnknownKeys, type Complain } from './violation';

const mostSorts = 3;

function sortByFrom(
  said: unknown,
  path: string,
  fields: ReadonlyMap<string, QueryField>,
  complain: Complain,
): readonly SortBy[] {
  const object = objectIn(said, path, complain);
  if (!object) return [];
  refuseUnknownKeys(object, ['fieldName', 'order'], path, complain);
  const { fieldName, order = 'ASC' } = object;
  const field = typeof fieldName === 'string' ? fields.get(fieldName) : undefined;
  if (fieldName === undefined) complain(`${path}.fieldName`, 'REQUIRED_FIELD', 'is required');
  else if (!field?.sortable) complain(`${path}.fieldName`, 'INVALID_ARGUMENT', 'must be a field that can be sorted by');
  if (order !== 'ASC' && order !== 'DESC') complain(`${path}.order`, 'INVALID_ARGUMENT', 'must be ASC or DESC');
  else if (field) return [{ field: field.path, order }];
  return [];
}

/** Reads up to three `{ fieldName, order? }`; the order is `ASC` unless said. */
export const sortFrom = (
  query: unknown,
  root: string,
  fields: ReadonlyMap<string, QueryField>,
  complain: Complain,
): readonly SortBy[] =>
  listIn(query, root, mostSorts, complain)?.flatMap((said, at) =>
    sortByFrom(said, `${root}[${at}]`, fields, complain),
  ) ?? [];
