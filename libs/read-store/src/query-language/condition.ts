import type { Filter, Scalar } from '../filter';
import type { QueryField } from './field-table';
import { type JsonSchema, objectSchema, orNull } from './json-schema';
import { parseValue, valueSchema } from './value';
import { asList, type ReportViolation } from './violation';

const maxValues = 100;

type Operator = {
  /** Parses the operand into a condition; reports a violation and gives `undefined` when it is invalid. */
  readonly parse: (field: QueryField, operand: unknown, path: string, report: ReportViolation, caseSensitive: boolean) => Filter | undefined; // prettier-ignore
  /** The schema of the operands that `parse` takes for a field; `undefined`: the operator is not for the field. */
  readonly operand: (field: QueryField) => JsonSchema | undefined;
};

const parseValueOrNull = (
  field: QueryField,
  operand: unknown,
  path: string,
  report: ReportViolation,
): Scalar | null | undefined => (operand === null ? null : parseValue(field, operand, path, report));

const valueOrNullSchema = (field: QueryField): JsonSchema => orNull(valueSchema(field));

const equalityOperator = (is: 'eq' | 'ne'): Operator => ({
  operand: valueOrNullSchema,
  parse: (field, operand, path, report) => {
    const value = parseValueOrNull(field, operand, path, report);
    return value === undefined ? undefined : { field: field.path, is, value };
  },
});

const rangeOperator = (is: 'gt' | 'gte' | 'lt' | 'lte'): Operator => ({
  operand: (field) => (field.type === 'textArray' ? undefined : valueSchema(field)),
  parse: (field, operand, path, report) => {
    if (field.type === 'textArray') report(path, 'INVALID_ARGUMENT', 'is not for a list');
    else {
      const value = parseValue(field, operand, path, report);
      if (value !== undefined) return { field: field.path, is, value };
    }
    return undefined;
  },
});

const listOperator = (is: 'in' | 'nin' | 'hasSome' | 'hasAll'): Operator => ({
  operand: (field) => ({ type: 'array', maxItems: maxValues, items: valueOrNullSchema(field) }),
  parse: (field, operand, path, report) => {
    const items = asList(operand, path, maxValues, report);
    const values = items?.map((item, at) => parseValueOrNull(field, item, `${path}[${at}]`, report));
    return values?.every((value) => value !== undefined) ? { field: field.path, is, values } : undefined;
  },
});

const textOperator = (is: 'startsWith' | 'endsWith' | 'contains'): Operator => ({
  operand: ({ text }) => (text ? { type: 'string' } : undefined),
  parse: (field, operand, path, report, caseSensitive) => {
    if (!field.text) report(path, 'INVALID_ARGUMENT', 'is not for this field');
    else if (typeof operand !== 'string') report(path, 'FORMAT', 'must be a text');
    else return { field: field.path, is, value: operand, ...(caseSensitive && { caseSensitive }) };
    return undefined;
  },
});

const presenceOperator = (is: 'exists' | 'empty'): Operator => ({
  operand: () => ({ type: 'boolean' }),
  parse: (field, operand, path, report) => {
    if (typeof operand === 'boolean') return { field: field.path, is, value: operand };
    report(path, 'FORMAT', 'must be true or false');
    return undefined;
  },
});

const textOperators = new Map([
  ['$startsWith', textOperator('startsWith')],
  ['$endsWith', textOperator('endsWith')],
  ['$contains', textOperator('contains')],
]);

const equals = equalityOperator('eq');

const operators: ReadonlyMap<string, Operator> = new Map([
  ['$eq', equals],
  ['$ne', equalityOperator('ne')],
  ['$gt', rangeOperator('gt')],
  ['$gte', rangeOperator('gte')],
  ['$lt', rangeOperator('lt')],
  ['$lte', rangeOperator('lte')],
  ['$in', listOperator('in')],
  ['$nin', listOperator('nin')],
  ['$hasSome', listOperator('hasSome')],
  ['$hasAll', listOperator('hasAll')],
  ['$exists', presenceOperator('exists')],
  ['$isEmpty', presenceOperator('empty')],
  ...textOperators,
]);

/** Parses `$caseSensitive`, which is allowed only beside a text operator. */
function parseCaseSensitive(
  operands: Readonly<Record<string, unknown>>,
  path: string,
  report: ReportViolation,
): boolean {
  if (!Object.hasOwn(operands, '$caseSensitive')) return false;
  const at = `${path}.$caseSensitive`;
  const { $caseSensitive: value } = operands;
  if (typeof value !== 'boolean') report(at, 'FORMAT', 'must be true or false');
  else if (!Object.keys(operands).some((name) => textOperators.has(name))) {
    report(at, 'INVALID_ARGUMENT', 'must stand beside a text operator');
  }
  return value === true;
}

/**
 * Parses the part of a filter for one field: a value that it equals (`null`: it is absent), or an object of operators,
 * all of which hold. Gives the valid conditions and reports the others.
 */
export function parseConditions(
  field: QueryField,
  operand: unknown,
  path: string,
  report: ReportViolation,
): readonly Filter[] {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
    const condition = equals.parse(field, operand, path, report, false);
    return condition ? [condition] : [];
  }
  const operands = operand as Readonly<Record<string, unknown>>;
  const caseSensitive = parseCaseSensitive(operands, path, report);
  const names = Object.keys(operands).filter((name) => name !== '$caseSensitive');
  if (Object.keys(operands).length === 0) report(path, 'INVALID_ARGUMENT', 'must hold an operator');
  return names.flatMap((name) => {
    const operator = operators.get(name);
    if (!operator) report(`${path}.${name}`, 'UNKNOWN_FIELD', 'is no operator');
    return operator?.parse(field, operands[name], `${path}.${name}`, report, caseSensitive) ?? [];
  });
}

/** The schema of what `parseConditions` takes for a field. That `$caseSensitive` is never alone is left to the parser. */
export function conditionsSchema(field: QueryField): JsonSchema {
  const operands = [...operators].flatMap(([name, { operand }]) => {
    const schema = operand(field);
    return schema ? [[name, schema] as const] : [];
  });
  const caseSensitive = { $caseSensitive: { type: 'boolean' } } as const;
  const properties = { ...Object.fromEntries(operands), ...(field.text && caseSensitive) };
  return { oneOf: [valueOrNullSchema(field), objectSchema(properties, { minProperties: 1 })] };
}
