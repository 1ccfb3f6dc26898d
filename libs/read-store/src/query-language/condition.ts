import type { Filter, Scalar } from '../filter';
import type { QueryField } from './field-table';
import { valueFor } from './value';
import { listIn, type Complain } from './violation';

const mostValues = 100;

/** Makes a condition out of what stands beside an operator; complains and makes nothing when it is no good. */
type Operator = (field: QueryField, operand: unknown, path: string, complain: Complain, caseSensitive: boolean) => Filter | undefined; // prettier-ignore

const valueOrNull = (
  field: QueryField,
  operand: unknown,
  path: string,
  complain: Complain,
): Scalar | null | undefined => (operand === null ? null : valueFor(field, operand, path, complain));

const equality =
  (is: 'eq' | 'ne'): Operator =>
  (field, operand, path, complain) => {
    const value = valueOrNull(field, operand, path, complain);
    return value === undefined ? undefined : { field: field.path, is, value };
  };

const comparison =
  (is: 'gt' | 'gte' | 'lt' | 'lte'): Operator =>
  (field, operand, path, complain) => {
    if (field.type === 'textArray') complain(path, 'INVALID_ARGUMENT', 'is not for a list');
    else {
      const value = valueFor(field, operand, path, complain);
      if (value !== undefined) return { field: field.path, is, value };
    }
    return undefined;
  };

const membership =
  (is: 'in' | 'nin' | 'hasSome' | 'hasAll'): Operator =>
  (field, operand, path, complain) => {
    const items = listIn(operand, path, mostValues, complain);
    const values = items?.map((item, at) => valueOrNull(field, item, `${path}[${at}]`, complain));
    return values?.every((value) => value !== undefined) ? { field: field.path, is, values } : undefined;
  };

const textSearch =
  (is: 'startsWith' | 'endsWith' | 'contains'): Operator =>
  (field, operand, path, complain, caseSensitive) => {
    if (!field.text) complain(path, 'INVALID_ARGUMENT', 'is not for this field');
    else if (typeof operand !== 'string') complain(path, 'FORMAT', 'must be a text');
    else return { field: field.path, is, value: operand, ...(caseSensitive && { caseSensitive }) };
    return undefined;
  };

const presence =
  (is: 'exists' | 'empty'): Operator =>
  (field, operand, path, complain) => {
    if (typeof operand === 'boolean') return { field: field.path, is, value: operand };
    complain(path, 'FORMAT', 'must be true or false');
    return undefined;
  };

const textOperators = new Map([
  ['$startsWith', textSearch('startsWith')],
  ['$endsWith', textSearch('endsWith')],
  ['$contains', textSearch('contains')],
]);

const operators: ReadonlyMap<string, Operator> = new Map([
  ['$eq', equality('eq')],
  ['$ne', equality('ne')],
  ['$gt', comparison('gt')],
  ['$gte', comparison('gte')],
  ['$lt', comparison('lt')],
  ['$lte', comparison('lte')],
  ['$in', membership('in')],
  ['$nin', membership('nin')],
  ['$hasSome', membership('hasSome')],
  ['$hasAll', membership('hasAll')],
  ['$exists', presence('exists')],
  ['$isEmpty', presence('empty')],
  ...textOperators,
]);

/** `$caseSensitive`, which only means something beside a text operator. */
function caseSensitiveIn(operands: Readonly<Record<string, unknown>>, path: string, complain: Complain): boolean {
  if (!Object.hasOwn(operands, '$caseSensitive')) return false;
  const at = `${path}.$caseSensitive`;
  const { $caseSensitive: value } = operands;
  if (typeof value !== 'boolean') complain(at, 'FORMAT', 'must be true or false');
  else if (!Object.keys(operands).some((name) => textOperators.has(name))) {
    complain(at, 'INVALID_ARGUMENT', 'must stand beside a text operator');
  }
  return value === true;
}

/**
 * What a filter says of one field: a value that it equals (`null`: it is absent), or operators that all hold.
 * Gives the conditions that could be read.
 */
export function conditionsOn(field: QueryField, said: unknown, path: string, complain: Complain): readonly Filter[] {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) {
    const condition = equality('eq')(field, said, path, complain, false);
    return condition ? [condition] : [];
  }
  const operands = said as Readonly<Record<string, unknown>>;
  const caseSensitive = caseSensitiveIn(operands, path, complain);
  const names = Object.keys(operands).filter((name) => name !== '$caseSensitive');
  if (Object.keys(operands).length === 0) complain(path, 'INVALID_ARGUMENT', 'must hold an operator');
  return names.flatMap((name) => {
    const operator = operators.get(name);
    if (!operator) complain(`${path}.${name}`, 'UNKNOWN_FIELD', 'is no operator');
    return operator?.(field, operands[name], `${path}.${name}`, complain, caseSensitive) ?? [];
  });
}
