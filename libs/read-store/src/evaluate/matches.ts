import type { Json } from '@app/kernel';
import type { Filter, Scalar, Subquery } from '../filter';
import { searchKey } from '../search-keys';
import { isScalar, valueAt } from './field';
import { areSameType, compareValues, lowerCase, comparable } from './order';

type Text = Extract<Filter, { is: 'startsWith' | 'endsWith' | 'contains' }>;

const equals = (actual: Json, value: Scalar | null): boolean => {
  if (value === null) return actual === null;
  const same = (one: Json) => isScalar(one) && compareValues(one, value) === 0;
  return Array.isArray(actual) ? actual.some(same) : same(actual);
};

function matchesText(actual: Json, { is, value, caseSensitive }: Text): boolean {
  if (typeof actual !== 'string') return false;
  const as = caseSensitive ? comparable : lowerCase;
  const [text, term] = [as(actual), as(value)];
  if (is === 'startsWith') return text.startsWith(term);
  return is === 'endsWith' ? text.endsWith(term) : text.includes(term);
}

/** The search keys of the values that a subquery selects. */
export type KeysOfSubquery = (subquery: Subquery) => ReadonlySet<string>;

const noSubqueries: KeysOfSubquery = () => {
  throw new TypeError('a subquery needs other documents');
};

/**
 * Whether a document matches the filter: the reference for what the databases must find. The document has its id in `id`
 * (`withId`). Throws `TypeError` for a field that is no dotted path.
 */
export function matches(filter: Filter, document: Json, keysOf: KeysOfSubquery = noSubqueries): boolean {
  if ('all' in filter) return filter.all.every((part) => matches(part, document, keysOf));
  if ('any' in filter) return filter.any.some((part) => matches(part, document, keysOf));
  if ('not' in filter) return !matches(filter.not, document, keysOf);

  const actual = valueAt(document, filter.field);
  switch (filter.is) {
    case 'eq':
      return equals(actual, filter.value);
    case 'ne':
      return !equals(actual, filter.value);
    case 'gt':
      return areSameType(actual, filter.value) && compareValues(actual, filter.value) > 0;
    case 'gte':
      return areSameType(actual, filter.value) && compareValues(actual, filter.value) >= 0;
    case 'lt':
      return areSameType(actual, filter.value) && compareValues(actual, filter.value) < 0;
    case 'lte':
      return areSameType(actual, filter.value) && compareValues(actual, filter.value) <= 0;
    case 'in':
    case 'hasSome':
      return filter.values.some((value) => equals(actual, value));
    case 'nin':
      return !filter.values.some((value) => equals(actual, value));
    case 'hasAll':
      return filter.values.every((value) => equals(actual, value));
    case 'exists':
      return (actual !== null) === filter.value;
    case 'empty':
      return (actual === null || actual === '' || (Array.isArray(actual) && actual.length === 0)) === filter.value;
    case 'inSubquery':
      return isScalar(actual) && keysOf(filter.subquery).has(searchKey(actual));
    default:
      return matchesText(actual, filter);
  }
}
