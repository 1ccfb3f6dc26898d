import type { Filter, Scalar } from './filter';

export type Range = Extract<Filter, { is: 'gt' | 'gte' | 'lt' | 'lte' }>;
export type TextFilter = Extract<Filter, { is: 'startsWith' | 'endsWith' | 'contains' }>;

/** The conditions of a database's own language that filters are made of. Those on a field throw `TypeError` for a bad one. */
export type Language<Condition> = {
  readonly allOf: (parts: readonly Condition[]) => Condition;
  readonly anyOf: (parts: readonly Condition[]) => Condition;
  readonly not: (part: Condition) => Condition;
  /** The field is one of these, or is a list that has one of them; `null` is for what is absent. */
  readonly equalsOneOf: (field: string, values: readonly (Scalar | null)[]) => Condition;
  /** There is something: a scalar, a list or an object. */
  readonly present: (field: string) => Condition;
  readonly absent: (field: string) => Condition;
  /** Absent, or text or a list without anything in it. */
  readonly isEmpty: (field: string) => Condition;
  readonly inRange: (filter: Range) => Condition;
  readonly textIn: (filter: TextFilter) => Condition;
};

/** The filter in this language: a condition that holds for exactly the documents that `matches` accepts. */
export function compileFilter<Condition>(filter: Filter, language: Language<Condition>): Condition {
  const compiled = (part: Filter): Condition => compileFilter(part, language);
  const { allOf, anyOf, not, equalsOneOf, present, absent, isEmpty, inRange, textIn } = language;
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
    default:
      return textIn(filter);
  }
}
