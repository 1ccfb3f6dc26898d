import type { Json } from '@app/kernel';
import { isObject } from '../evaluate/field';
import { aliasesIn, type FieldTable } from './field-table';
import { listIn, type Complain } from './violation';

/** What an answer can hold: `true` for a value or a list, which are taken or left as a whole. */
export type AnswerShape = { readonly [name: string]: true | AnswerShape };

/** The shape of answers of this type; leaving a part of them out does not compile. */
export type ShapeOf<Answer> = {
  readonly [Name in keyof Answer]-?: NonNullable<Answer[Name]> extends string | number | boolean | readonly unknown[]
    ? true
    : ShapeOf<NonNullable<Answer[Name]>>;
};

const mostFields = 100;

function leadsSomewhere(path: string, shape: AnswerShape): boolean {
  let here: true | AnswerShape | undefined = shape;
  for (const step of path.split('.'))
    here = typeof here === 'object' && Object.hasOwn(here, step) ? here[step] : undefined;
  return here !== undefined;
}

/** Reads the dotted paths of the parts of an answer that are wanted; an alias becomes the name that answers use. */
export function fieldsFrom(
  query: unknown,
  root: string,
  table: FieldTable,
  shape: AnswerShape,
  complain: Complain,
): readonly string[] {
  const aliases = aliasesIn(table);
  return (listIn(query, root, mostFields, complain) ?? []).flatMap((said, at) => {
    if (typeof said !== 'string') complain(`${root}[${at}]`, 'FORMAT', 'must be a text');
    else {
      const path = leadsSomewhere(said, shape) ? said : aliases.get(said);
      if (path !== undefined && leadsSomewhere(path, shape)) return [path];
      complain(`${root}[${at}]`, 'UNKNOWN_FIELD', 'is not known here');
    }
    return [];
  });
}

type Part = { readonly [name: string]: Json | undefined };

/** The parts of the answer that these paths lead to, in the answer's order. A path to an object takes all of it. */
export function partsOf(answer: Part, paths: readonly string[]): Part {
  const steps = paths.map((path) => path.split('.'));
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => {
      const wanted = steps.filter(([first]) => first === name).map(([, ...rest]) => rest);
      if (wanted.length === 0) return [];
      const isWhole = wanted.some((rest) => rest.length === 0) || !isObject(value);
      return [[name, isWhole ? value : partsOf(value, wanted.map((rest) => rest.join('.')))]]; // prettier-ignore
    }),
  );
}
