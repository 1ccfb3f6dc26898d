import { everything, type Filter, type SortBy } from '../filter';
import { fieldsByName, type FieldTable } from './field-table';
import { parseFields, type ResponseShape } from './query-fields';
import { parseFilter } from './query-filter';
import { parsePaging, type PageRequest } from './query-paging';
import { parseSort } from './query-sort';
import { asList, asObject, refuseUnknownKeys, type ReportViolation, type QueryViolation } from './violation';

/** A parsed query in terms of the read store, or everything that is wrong with it. */
export type ParsedQuery =
  | ({
      readonly ok: true;
      readonly filter: Filter;
      /** Empty when the query has none. */
      readonly sort: readonly SortBy[];
      /** The fields that the response shall have; empty when it shall have all. */
      readonly fields: readonly string[];
    } & PageRequest)
  | { readonly ok: false; readonly violations: readonly QueryViolation[] };

const root = 'query';
const knownKeys = ['filter', 'sort', 'paging', 'cursorPaging', 'fields', 'fieldsets'];

/** The most violations that are reported. A hostile query could have a hundred thousand. */
const maxViolations = 100;

/**
 * Parses a query object of the public API, already JSON: `{ filter?, sort?, paging? | cursorPaging?, fields? }`, where
 * `fields` are paths in a response of the given shape. Nothing is ignored: an unknown name, a wrong type and a value that a
 * field cannot have are violations. Never throws, whatever it is given.
 */
export function parseQuery(
  query: unknown,
  table: FieldTable,
  { defaultLimit = 50, response = {} }: { readonly defaultLimit?: number; readonly response?: ResponseShape } = {},
): ParsedQuery {
  const violations: QueryViolation[] = [];
  const report: ReportViolation = (field, violatedRule, description) => {
    if (violations.length < maxViolations) violations.push({ field, description, violatedRule });
  };

  const object = asObject(query, root, report) ?? {};
  refuseUnknownKeys(object, knownKeys, root, report);
  const fields = fieldsByName(table);
  const { filter, sort = [], fields: selected = [], fieldsets = [] } = object;
  const parsed = {
    ok: true,
    filter: filter === undefined ? everything : parseFilter(filter, `${root}.filter`, fields, report),
    sort: parseSort(sort, `${root}.sort`, fields, report),
    fields: parseFields(selected, `${root}.fields`, table, response, report),
    ...parsePaging(object, root, defaultLimit, report),
  } as const;
  asList(fieldsets, `${root}.fieldsets`, 0, report);
  return violations.length === 0 ? parsed : { ok: false, violations };
}
