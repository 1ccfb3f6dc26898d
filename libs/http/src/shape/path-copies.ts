import { type FieldViolation, InvalidRequest } from '../problems/problem';

type Values = Readonly<Record<string, unknown>>;

/**
 * The same values without those that repeat a parameter of the path, as client libraries do.
 * Throws `InvalidRequest` where a repetition says something else than the path.
 */
export function omitPathParams<Given extends Values>(given: Given, path: Values): Given {
  const copies = Object.keys(path).filter((name) => Object.hasOwn(given, name));
  const violations = copies.filter((name) => given[name] !== path[name]).map(differs);
  if (violations.length > 0) throw new InvalidRequest(violations);
  return copies.length === 0
    ? given
    : (Object.fromEntries(Object.entries(given).filter(([name]) => !copies.includes(name))) as Given);
}

const differs = (field: string): FieldViolation => ({
  field,
  description: 'must equal the one in the path',
  violatedRule: 'INVALID_ARGUMENT',
});
