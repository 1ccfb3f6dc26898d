import type { Json } from '@app/kernel';
import { isObject } from '../evaluate/field';
import { aliasesIn, type FieldTable } from './field-table';
import type { JsonSchema } from './json-schema';
import { asList, type ReportViolation } from './violation';

/** The fields of a response: `true` for a value or a list, which can only be selected as a whole. */
export type ResponseShape = { readonly [name: string]: true | ResponseShape };

/** The shape of responses of this type, so that a missing field does not compile. */
export type ShapeOf<Response> = {
  readonly [Name in keyof Response]-?: NonNullable<Response[Name]> extends
    string | number | boolean | readonly unknown[]
    ? true
    : ShapeOf<NonNullable<Response[Name]>>;
};

const maxFields = 100;

function pathExists(path: string, shape: ResponseShape): boolean {
  let part: true | ResponseShape | undefined = shape;
  for (const step of path.split('.'))
    part = typeof part === 'object' && Object.hasOwn(part, step) ? part[step] : undefined;
  return part !== undefined;
}

/** Parses the dotted paths of the selected fields; an alias becomes the name that responses use. */
export function parseFields(
  query: unknown,
  root: string,
  table: FieldTable,
  shape: ResponseShape,
  report: ReportViolation,
): readonly string[] {
  const aliases = aliasesIn(table);
  return (asList(query, root, maxFields, report) ?? []).flatMap((item, at) => {
    if (typeof item !== 'string') report(`${root}[${at}]`, 'FORMAT', 'must be a text');
    else {
      const path = pathExists(item, shape) ? item : aliases.get(item);
      if (path !== undefined && pathExists(path, shape)) return [path];
      report(`${root}[${at}]`, 'UNKNOWN_FIELD', 'is not known here');
    }
    return [];
  });
}

const pathsIn = (shape: ResponseShape): readonly string[] =>
  Object.entries(shape).flatMap(([name, part]) => [
    name,
    ...(part === true ? [] : pathsIn(part).map((path) => `${name}.${path}`)),
  ]);

/** The schema of the selected fields of a response of this shape. */
export function fieldsSchema(table: FieldTable, shape: ResponseShape): JsonSchema {
  const aliases = [...aliasesIn(table)].filter(([, name]) => pathExists(name, shape)).map(([alias]) => alias);
  const paths = [...new Set([...pathsIn(shape), ...aliases])];
  return { type: 'array', maxItems: maxFields, items: { type: 'string', enum: paths } };
}

type ResponseObject = { readonly [name: string]: Json | undefined };

/** The fields of a response at these paths, in the order of the response. A path to an object selects all of it. */
export function selectFields(response: ResponseObject, paths: readonly string[]): ResponseObject {
  const steps = paths.map((path) => path.split('.'));
  return Object.fromEntries(
    Object.entries(response).flatMap(([name, value]) => {
      const inside = steps.filter(([first]) => first === name).map(([, ...rest]) => rest);
      if (inside.length === 0) return [];
      const isWhole = inside.some((rest) => rest.length === 0) || !isObject(value);
      return [[name, isWhole ? value : selectFields(value, inside.map((rest) => rest.join('.')))]]; // prettier-ignore
    }),
  );
}
