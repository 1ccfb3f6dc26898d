import { everything, type Filter, type SortBy } from '../filter';
import { fieldsByName, type FieldTable } from './field-table';
import { fieldsFrom, type AnswerShape } from './query-fields';
import { filterFrom } from './query-filter';
import { pageFrom, type PageAsked } from './query-paging';
import { sortFrom } from './query-sort';
import { listIn, objectIn, refuseUnknownKeys, type Complain, type QueryViolation } from './violation';

/** What a query asks for, in the words of the read store, or everything that is wrong with it. */
export type ParsedQuery =
  | ({
      readonly ok: true;
      readonly filter: Filter;
      /** Empty when none was asked for. */
      readonly sort: readonly SortBy[];
      /** The parts of the answer that are wanted; empty when all of it is. */
      readonly fields: readonly string[];
    } & PageAsked)
  | { readonly ok: false; readonly violations: readonly QueryViolation[] };

const root = 'query';
const known = ['filter', 'sort', 'paging', 'cursorPaging', 'fields', 'fieldsets'];

/** Enough to learn from; a hostile query could break rules a hundred thousand times. */
const mostViolations = 100;

/**
 * Reads a query object of the public API, already JSON: `{ filter?, sort?, paging? | cursorPaging?, fields? }`, where fields
 * are parts of an answer of this shape. Nothing in it is ignored and nothing reaches a store unchecked: an unknown name, a wrong type or a value that a field cannot have is a violation.
 * Never throws, whatever it is given.
 */
export function parseQuery(
  query: unknown,
  table: FieldTable,
  { defaultLimit = 50, answer = {} }: { readonly defaultLimit?: number; readonly answer?: AnswerShape } = {},
): ParsedQuery {
  const violations: QueryViolation[] = [];
  const complain: Complain = (field, violatedRule, description) => {
    if (violations.length < mostViolations) violations.push({ field, description, violatedRule });
  };

  const object = objectIn(query, root, complain) ?? {};
  refuseUnknownKeys(object, known, root, complain);
  const fields = fieldsByName(table);
  const { filter, sort = [], fields: wanted = [], fieldsets = [] } = object;
  const parsed = {
    ok: true,
    filter: filter === undefined ? everything : filterFrom(filter, `${root}.filter`, fields, complain),
    sort: sortFrom(sort, `${root}.sort`, fields, complain),
    fields: fieldsFrom(wanted, `${root}.fields`, table, answer, complain),
    ...pageFrom(object, root, defaultLimit, complain),
  } as const;
  listIn(fieldsets, `${root}.fieldsets`, 0, complain);
  return violations.length === 0 ? parsed : { ok: false, violations };
}
