import type { Filter, Scalar, Subquery } from './filter';

/** A comparison with one value. */
export type RangeFilter = Extract<Filter, { is: 'gt' | 'gte' | 'lt' | 'lte' }>;
/** A text search in one field. */
export type TextFilter = Extract<Filter, { is: 'startsWith' | 'endsWith' | 'contains' }>;

/** Builds conditions in the query language of one database. Those on a field throw `TypeError` for a bad field name. */
export type ConditionBuilder<Condition> = {
  readonly allOf: (parts: readonly Condition[]) => Condition;
  readonly anyOf: (parts: readonly Condition[]) => Condition;
  readonly not: (part: Condition) => Condition;
  /** The field is one of these values, or is a list that contains one of them; `null` means absent. */
  readonly equalsOneOf: (field: string, values: readonly (Scalar | null)[]) => Condition;
  /** The field holds a scalar, a list or an object. */
  readonly present: (field: string) => Condition;
  readonly absent: (field: string) => Condition;
  /** Absent, an empty text or an empty list. */
  readonly isEmpty: (field: string) => Condition;
  readonly inRange: (filter: RangeFilter) => Condition;
  readonly textIn: (filter: TextFilter) => Condition;
  /** The field is a scalar that the subquery selects. */
  readonly inSubquery: (field: string, subquery: Subquery) => Condition;
};

/** The condition for a filter, which holds for exactly the documents that `matches` accepts. */
export function compileFilter<Condition>(filter: Filter, builder: ConditionBuilder<Condition>): Condition {
  const compiled = (part: Filter): Condition => compileFilter(part, builder);
  const { allOf, anyOf, not, equalsOneOf, present, absent, isEmpty, inRange, textIn, inSubquery } = builder;
  if ('all' in filter) return allOf(filter.all.map(compiled));
  if ('any' in filter) return anyOf(filter.any.map(compiled));
  if ('not' in filter) return not(compiled(filter.not));

  const { field } = filter;
  switch (filter.is) {
    case 'eq':
      return equalsOneOf(field, [filter.value]);
    case 'ne':
      return not(equalsOneOf(field, [filter.value]));
    case 'in':
    case 'hasSome':
      return equalsOneOf(field, filter.values);
    case 'nin':
      return not(equalsOneOf(field, filter.values));
    case 'hasAll':
      return allOf(filter.values.map((value) => equalsOneOf(field, [value])));
    case 'exists':
      return filter.value ? present(field) : absent(field);
    case 'empty':
      return filter.value ? isEmpty(field) : not(isEmpty(field));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return inRange(filter);
    case 'inSubquery':
      return inSubquery(field, filter.subquery);
    default:
      return textIn(filter);
  }
}
