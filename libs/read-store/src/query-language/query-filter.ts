import type { Filter } from '../filter';
import { conditionsOn } from './condition';
import type { QueryField } from './field-table';
import { listIn, objectIn, type Complain } from './violation';

const mostConditions = 20;
const mostLevels = 5;
const mostClauses = 100;

/** How many conditions an object says: one for each operator beside a field, and one for a clause that says nothing. */
const conditionsSaid = (said: unknown): number =>
  typeof said === 'object' && said !== null ? Math.max(1, Object.keys(said).filter((name) => name !== '$caseSensitive').length) : 1; // prettier-ignore

/**
 * Reads a filter: fields and `$and`, `$or`, `$not`, all of which hold. At most 20 conditions, and at most 5 of the three
 * inside each other. Complaints leave the result meaningless.
 */
export function filterFrom(
  query: unknown,
  root: string,
  fields: ReadonlyMap<string, QueryField>,
  complain: Complain,
): Filter {
  let conditions = 0;
  const count = (more: number): boolean => {
    const before = conditions;
    conditions += more;
    if (conditions <= mostConditions) return true;
    if (before <= mostConditions) complain(root, 'MAX_LENGTH', `must hold at most ${mostConditions} conditions`);
    return false;
  };

  const clause = (said: unknown, path: string, level: number): Filter => {
    const object = objectIn(said, path, complain);
    const names = Object.keys(object ?? {});
    if (names.length === 0 && level > 0) count(1);
    const parts = names.flatMap((name) => part(name, object![name], `${path}.${name}`, level));
    return parts.length === 1 ? parts[0]! : { all: parts };
  };

  const clauses = (said: unknown, path: string, level: number): readonly Filter[] => {
    const list = listIn(said, path, mostClauses, complain);
    if (list?.length === 0) count(1);
    return list?.map((item, at) => clause(item, `${path}[${at}]`, level)) ?? [];
  };

  const part = (name: string, said: unknown, path: string, level: number): readonly Filter[] => {
    if (conditions > mostConditions) return [];
    if (name === '$and' || name === '$or' || name === '$not') {
      if (level === mostLevels) complain(path, 'OUT_OF_RANGE', `must not be more than ${mostLevels} levels deep`);
      else if (name === '$and') return [{ all: clauses(said, path, level + 1) }];
      else if (name === '$or') return [{ any: clauses(said, path, level + 1) }];
      else return [{ not: clause(said, path, level + 1) }];
      return [];
    }
    if (!count(conditionsSaid(said))) return [];
    const field = fields.get(name);
    if (!field) complain(path, 'UNKNOWN_FIELD', 'is not known here');
    return field ? conditionsOn(field, said, path, complain) : [];
  };

  return clause(query, root, 0);
}
