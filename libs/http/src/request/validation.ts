import { type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldViolation, InvalidRequest, type ViolatedRule } from '../problems/problem';
import { isQueryList } from './property-decorators';

/** Validates bodies and query strings against their classes: no missing or unknown property, no implicit conversion. */
export function validationPipe(): PipeTransform {
  const pipe = (violations: (errors: readonly ValidationError[]) => FieldViolation[]) =>
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: true, value: true }, // the value tells a missing property from a wrong one
      exceptionFactory: (errors) => new InvalidRequest(violations(errors)),
    });
  const [query, others] = [pipe(queryViolationsOf), pipe(violationsOf)];
  return { transform: (value, of) => (of.type === 'query' ? query : others).transform(value, of) };
}

/** In a query string, a parameter that was sent twice is a list. That is what is wrong with it, unless lists are meant. */
function queryViolationsOf(errors: readonly ValidationError[]): FieldViolation[] {
  return errors.flatMap((error) => {
    const { property, target = {}, constraints = {} } = error;
    if (!Array.isArray(error.value) || isQueryList(target, property) || constraints.whitelistValidation)
      return violationsOf([error]);
    return [sentTwice(property)];
  });
}

/** The violation of a parameter of a query string that may be there once. */
export const sentTwice = (field: string): FieldViolation => ({
  field,
  description: 'must not be there twice',
  violatedRule: 'FORMAT',
});

/** The public name of each validation rule. If a field breaks several rules, the first in this order is reported. */
const ruleNames: Readonly<Record<string, ViolatedRule>> = {
  whitelistValidation: 'UNKNOWN_FIELD',
  isDefined: 'REQUIRED_FIELD',
  isNotEmpty: 'REQUIRED_FIELD',
  isString: 'FORMAT',
  isBoolean: 'FORMAT',
  isInt: 'FORMAT',
  isNumber: 'FORMAT',
  isArray: 'FORMAT',
  isObject: 'FORMAT',
  nestedValidation: 'FORMAT',
  isUuid: 'FORMAT',
  isMemberId: 'FORMAT',
  isEnum: 'INVALID_ARGUMENT',
  isIn: 'INVALID_ARGUMENT',
  oneLine: 'INVALID_ARGUMENT',
  noControlCharacters: 'INVALID_ARGUMENT',
  sameAs: 'INVALID_ARGUMENT',
  notTogetherWith: 'INVALID_ARGUMENT',
  notBlank: 'MIN_LENGTH',
  minLength: 'MIN_LENGTH',
  arrayNotEmpty: 'MIN_LENGTH',
  arrayMinSize: 'MIN_LENGTH',
  maxCodePoints: 'MAX_LENGTH',
  maxLength: 'MAX_LENGTH',
  arrayMaxSize: 'MAX_LENGTH',
  min: 'OUT_OF_RANGE',
  max: 'OUT_OF_RANGE',
};
const ranks = new Map(Object.keys(ruleNames).map((rule, rank) => [rule, rank]));
const rankOf = (rule: string): number => ranks.get(rule) ?? ranks.size;

/** One violation for each invalid field, with its full path: `group.name`, `rejections[0].reason`. */
export function violationsOf(errors: readonly ValidationError[], parent = ''): FieldViolation[] {
  return errors.flatMap(({ property, constraints, children, value }) => {
    const field = pathOf(parent, property);
    const [worst] = Object.entries(constraints ?? {}).sort(([a], [b]) => rankOf(a) - rankOf(b));
    return worst ? [violationOf(field, property, value, worst)] : violationsOf(children ?? [], field);
  });
}

function violationOf(
  field: string,
  property: string,
  value: unknown,
  [rule, message]: [string, string],
): FieldViolation {
  const violatedRule = ruleNames[rule] ?? 'OTHER';
  if (violatedRule === 'UNKNOWN_FIELD') return unknownField(field);
  if (value === undefined) return { field, description: 'is required', violatedRule: 'REQUIRED_FIELD' };
  const description = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return { field, description, violatedRule };
}

function pathOf(parent: string, property: string): string {
  if (/^\d+$/.test(property) && parent) return `${parent}[${property}]`;
  return parent ? `${parent}.${property}` : property;
}

/** The violation of a field that the route does not know. Unknown fields are refused, so that typing errors show. */
export const unknownField = (field: string): FieldViolation => ({
  field,
  description: 'is not known here',
  violatedRule: 'UNKNOWN_FIELD',
});

/**
 * Names that Nest's validation or class-transformer would drop silently: the empty one, `prototype`, and those that every
 * object inherits.
 */
export const isReservedName = (name: string): boolean =>
  name === '' || name === 'prototype' || name in Object.prototype;
