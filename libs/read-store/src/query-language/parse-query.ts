import { everything, type Filter, type SortBy } from '../filter';
import { fieldsByName, type FieldTable } from './field-table';
import { filterFrom } from './query-filter';
import { sortFrom } from './query-sort';
import { listIn, objectIn, refuseUnknownKeys, type Complain, type QueryViolation } from './violation';

/** What a query asks for, in the words of the read store, or everything that is wrong with it. */
export type ParsedQuery =
  | {
      readonly ok: true;
      readonly filter: Filter;
      /** Empty when none was asked for. */
      readonly sort: readonly SortBy[];
      readonly limit: number;
      readonly offset: number;
    }
  | { readonly ok: false; readonly violations: readonly QueryViolation[] };

const root = 'query';
const known = ['filter', 'sort', 'paging', 'fields', 'fieldsets'];

/** Enough to learn from; a hostile query could break rules a hundred thousand times. */
const mostViolations = 100;

type Bounds = { readonly least: number; readonly most: number; readonly usual: number };

function wholeNumber(said: unknown, path: string, { least, most, usual }: Bounds, complain: Complain): number {
  if (said === undefined) return usual;
  if (!Number.isInteger(said)) complain(path, 'FORMAT', 'must be a whole number');
  else if ((said as number) < least || (said as number) > most) {
    complain(path, 'OUT_OF_RANGE', `must be from ${least} to ${most}`);
  }
  return said as number;
}

function pagingFrom(
  said: unknown,
  path: string,
  defaultLimit: number,
  complain: Complain,
): { limit: number; offset: number } {
  const paging = objectIn(said, path, complain) ?? {};
  refuseUnknownKeys(paging, ['limit', 'offset'], path, complain);
  return {
    limit: wholeNumber(paging.limit, `${path}.limit`, { least: 1, most: 1000, usual: defaultLimit }, complain),
    offset: wholeNumber(paging.offset, `${path}.offset`, { least: 0, most: 100_000, usual: 0 }, complain),
  };
}

/**
 * Reads a query object of the public API, already JSON: `{ filter?, sort?, paging? }`. Nothing in it is ignored and
 * nothing reaches a store unchecked: an unknown name, a wrong type or a value that a field cannot have is a violation.
 * Never throws, whatever it is given.
 */
export function parseQuery(
  query: unknown,
  table: FieldTable,
  { defaultLimit = 50 }: { readonly defaultLimit?: number } = {},
): ParsedQuery {
  const violations: QueryViolation[] = [];
  const complain: Complain = (field, violatedRule, description) => {
    if (violations.length < mostViolations) violations.push({ field, description, violatedRule });
  };

  const object = objectIn(query, root, complain) ?? {};
  refuseUnknownKeys(object, known, root, complain);
  const fields = fieldsByName(table);
  const { filter, sort = [], paging = {} } = object;
  const parsed = {
    ok: true,
    filter: filter === undefined ? everything : filterFrom(filter, `${root}.filter`, fields, complain),
    sort: sortFrom(sort, `${root}.sort`, fields, complain),
    ...pagingFrom(paging, `${root}.paging`, defaultLimit, complain),
  } as const;
  for (const name of ['fields', 'fieldsets']) {
    if (object[name] !== undefined) listIn(object[name], `${root}.${name}`, 0, complain);
  }
  return violations.length === 0 ? parsed : { ok: false, violations };
}
