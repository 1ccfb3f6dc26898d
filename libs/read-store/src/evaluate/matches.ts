import type { Json } from '@app/kernel';
import type { Filter, Scalar } from '../filter';
import { isScalar, valueAt } from './field';
import { comparable, compareValues, lowerCase, wellFormed } from './order';

type Text = Extract<Filter, { is: 'startsWith' | 'endsWith' | 'contains' }>;

const equals = (found: Json, value: Scalar | null): boolean => {
  if (value === null) return found === null;
  const same = (one: Json) => isScalar(one) && compareValues(one, value) === 0;
  return Array.isArray(found) ? found.some(same) : same(found);
};

function matchesText(found: Json, { is, value, caseSensitive }: Text): boolean {
  if (typeof found !== 'string') return false;
  const as = caseSensitive ? wellFormed : lowerCase;
  const [text, term] = [as(found), as(value)];
  if (is === 'startsWith') return text.startsWith(term);
  return is === 'endsWith' ? text.endsWith(term) : text.includes(term);
}

/**
 * Whether a document is one of those that the filter asks for: what filters mean, without any database.
 * Pure; throws `TypeError` for a field that is no dotted path. A store puts the document's id in as its `id` first.
 */
export function matches(filter: Filter, document: Json): boolean {
  if ('all' in filter) return filter.all.every((part) => matches(part, document));
  if ('any' in filter) return filter.any.some((part) => matches(part, document));
  if ('not' in filter) return !matches(filter.not, document);

  const found = valueAt(document, filter.field);
  switch (filter.is) {
    case 'eq':
      return equals(found, filter.value);
    case 'ne':
      return !equals(found, filter.value);
    case 'gt':
      return comparable(found, filter.value) && compareValues(found, filter.value) > 0;
    case 'gte':
      return comparable(found, filter.value) && compareValues(found, filter.value) >= 0;
    case 'lt':
      return comparable(found, filter.value) && compareValues(found, filter.value) < 0;
    case 'lte':
      return comparable(found, filter.value) && compareValues(found, filter.value) <= 0;
    case 'in':
    case 'hasSome':
      return filter.values.some((value) => equals(found, value));
    case 'nin':
      return !filter.values.some((value) => equals(found, value));
    case 'hasAll':
      return filter.values.every((value) => equals(found, value));
    case 'exists':
      return (found !== null) === filter.value;
    case 'empty':
      return (found === null || found === '' || (Array.isArray(found) && found.length === 0)) === filter.value;
    default:
      return matchesText(found, filter);
  }
}
