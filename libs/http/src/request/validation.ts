import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldViolation, InvalidRequest, type ViolatedRule } from '../problems/problem';

/** Bodies and query strings must be what their classes say: nothing missing, nothing else, no type guessed. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: true }, // a missing value is told apart from a wrong one
    exceptionFactory: (errors) => new InvalidRequest(violationsOf(errors)),
  });

/** What a failed rule is called outside. In this order: of several rules that one field breaks, the first is told. */
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
  sameAs: 'INVALID_ARGUMENT',
  notBeside: 'INVALID_ARGUMENT',
  minCodePoints: 'MIN_LENGTH',
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

/** What is wrong, field by field, with full paths: `group.name`, `rejections[0].reason`. One violation for each field. */
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
  if (violatedRule === 'UNKNOWN_FIELD') return { field, description: 'is not known here', violatedRule };
  if (value === undefined) return { field, description: 'is required', violatedRule: 'REQUIRED_FIELD' };
  const description = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return { field, description, violatedRule };
}

function pathOf(parent: string, property: string): string {
  if (/^\d+$/.test(property) && parent) return `${parent}[${property}]`;
  return parent ? `${parent}.${property}` : property;
}

/** Something was sent that nobody asked for. It is refused, because ignoring it would leave the sender in the dark. */
export const unknownField = (field: string): FieldViolation => ({
  field,
  description: 'is not known here',
  violatedRule: 'UNKNOWN_FIELD',
});

/** Names that no field of ours has, and that get lost when values become objects: the empty one, and those that every object inherits. */
export const isReservedName = (name: string): boolean => name === '' || name in Object.prototype;
