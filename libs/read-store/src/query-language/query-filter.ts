import type { Filter } from '../filter';
import { conditionsSchema, parseConditions } from './condition';
import type { QueryField } from './field-table';
import { type JsonSchema, objectSchema } from './json-schema';
import { asList, asObject, type ReportViolation } from './violation';

const maxConditions = 20;
const maxLevels = 5;
const maxClauses = 100;

/** How many conditions are on one field: one for each operator, at least one. */
const countConditions = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Math.max(1, Object.keys(value).filter((name) => name !== '$caseSensitive').length) : 1; // prettier-ignore

/**
 * Parses a filter: fields and `$and`, `$or`, `$not`, all of which hold. At most 20 conditions (an empty clause counts as
 * one), and at most 5 levels of `$and`, `$or` and `$not`. The result is meaningless once a violation was reported.
 */
export function parseFilter(
  query: unknown,
  root: string,
  fields: ReadonlyMap<string, QueryField>,
  report: ReportViolation,
): Filter {
  let conditions = 0;
  const count = (more: number): boolean => {
    const before = conditions;
    conditions += more;
    if (conditions <= maxConditions) return true;
    if (before <= maxConditions) report(root, 'MAX_LENGTH', `must hold at most ${maxConditions} conditions`);
    return false;
  };

  const clause = (value: unknown, path: string, level: number): Filter => {
    const object = asObject(value, path, report);
    const names = Object.keys(object ?? {});
    if (names.length === 0 && level > 0) count(1);
    const parts = names.flatMap((name) => part(name, object![name], `${path}.${name}`, level));
    return parts.length === 1 ? parts[0]! : { all: parts };
  };

  const clauses = (value: unknown, path: string, level: number): readonly Filter[] => {
    const list = asList(value, path, maxClauses, report);
    if (list?.length === 0) count(1);
    return list?.map((item, at) => clause(item, `${path}[${at}]`, level)) ?? [];
  };

  const part = (name: string, value: unknown, path: string, level: number): readonly Filter[] => {
    if (conditions > maxConditions) return [];
    if (name === '$and' || name === '$or' || name === '$not') {
      if (level === maxLevels) report(path, 'OUT_OF_RANGE', `must not be more than ${maxLevels} levels deep`);
      else if (name === '$and') return [{ all: clauses(value, path, level + 1) }];
      else if (name === '$or') return [{ any: clauses(value, path, level + 1) }];
      else return [{ not: clause(value, path, level + 1) }];
      return [];
    }
    if (!count(countConditions(value))) return [];
    const field = fields.get(name);
    if (!field) report(path, 'UNKNOWN_FIELD', 'is not known here');
    return field ? parseConditions(field, value, path, report) : [];
  };

  return clause(query, root, 0);
}

/** The schema of a filter of these fields. `self` refers to the schema itself, for the filters in a filter. */
export function filterSchema(fields: ReadonlyMap<string, QueryField>, self: JsonSchema): JsonSchema {
  const clauses: JsonSchema = { type: 'array', maxItems: maxClauses, items: self };
  const conditions = [...fields].map(([name, field]) => [name, conditionsSchema(field)] as const);
  return objectSchema(
    { ...Object.fromEntries(conditions), $and: clauses, $or: clauses, $not: self },
    { description: `At most ${maxConditions} conditions, and ${maxLevels} levels of $and, $or and $not.` },
  );
}
