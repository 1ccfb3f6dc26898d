import type { SortBy } from '../filter';
import type { QueryField } from './field-table';
import { type JsonSchema, objectSchema } from './json-schema';
import { asList, asObject, refuseUnknownKeys, type ReportViolation } from './violation';

const maxSorts = 3;
const orders = ['ASC', 'DESC'] as const;

function parseSortBy(
  value: unknown,
  path: string,
  fields: ReadonlyMap<string, QueryField>,
  report: ReportViolation,
): readonly SortBy[] {
  const object = asObject(value, path, report);
  if (!object) return [];
  refuseUnknownKeys(object, ['fieldName', 'order'], path, report);
  const { fieldName, order = 'ASC' } = object;
  const field = typeof fieldName === 'string' ? fields.get(fieldName) : undefined;
  if (fieldName === undefined) report(`${path}.fieldName`, 'REQUIRED_FIELD', 'is required');
  else if (!field?.sortable) report(`${path}.fieldName`, 'INVALID_ARGUMENT', 'must be a field that can be sorted by');
  if (order !== 'ASC' && order !== 'DESC') report(`${path}.order`, 'INVALID_ARGUMENT', 'must be ASC or DESC');
  else if (field) return [{ field: field.path, order }];
  return [];
}

/** Parses up to three `{ fieldName, order? }`; the default order is `ASC`. */
export const parseSort = (
  query: unknown,
  root: string,
  fields: ReadonlyMap<string, QueryField>,
  report: ReportViolation,
): readonly SortBy[] =>
  asList(query, root, maxSorts, report)?.flatMap((value, at) => parseSortBy(value, `${root}[${at}]`, fields, report)) ??
  [];

/** The schema of one item of a sort by these fields. */
export function sortBySchema(fields: ReadonlyMap<string, QueryField>): JsonSchema {
  const sortable = [...fields].filter(([, field]) => field.sortable).map(([name]) => name);
  return objectSchema(
    {
      fieldName: { type: 'string', enum: sortable },
      order: { type: 'string', enum: orders, description: 'If absent: `ASC`.' },
    },
    { required: ['fieldName'] },
  );
}

/** The schema of a sort whose items are of this schema. */
export const sortSchema = (items: JsonSchema): JsonSchema => ({ type: 'array', maxItems: maxSorts, items });
