import { selectFields } from '@app/read-store';

type Item = Parameters<typeof selectFields>[0];

/** Any of its members, however deep, may be absent. Lists are there as a whole. */
type Part<Whole> = Whole extends readonly unknown[]
  ? Whole
  : Whole extends object
    ? { readonly [Name in keyof Whole]?: Part<Whole[Name]> }
    : Whole;
/** The answer with parts of the items in its list. */
type Projected<Answer> = {
  readonly [Name in keyof Answer]: Answer[Name] extends readonly (infer One)[] ? readonly Part<One>[] : Answer[Name];
};

/** The answer with these fields of each item in its list; none: all of them. */
export function pickFields<Answer extends object>(answer: Answer, fields: readonly string[]): Projected<Answer> {
  if (fields.length === 0) return answer as Projected<Answer>;
  const entries = Object.entries(answer).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? value.map((item: Item) => selectFields(item, fields)) : value,
  ]);
  return Object.fromEntries(entries) as Projected<Answer>;
}
