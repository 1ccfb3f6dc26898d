import { memberIdError } from '@app/kernel';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Exclude, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { invalid } from '../problems/problem';

/** A property that holds one object of this class. Required, unless it has `@IsOptional()` or `@IfPresent()` too. */
export const Nested = (of: () => Class): PropertyDecorator => applyDecorators(IsObject(), ValidateNested(), Type(of)); // without IsObject an empty list would be valid

/** A property that holds a list of objects of this class, from `min` (default 0) to `max` of them. */
export const NestedList = (
  of: () => Class,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(of),
  );

/** A property that may be absent. If it is present, even as `null`, its other rules apply. */
export const IfPresent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** A property that may be absent or `null`. Otherwise its other rules apply. */
export const IfPresentOrNull = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined && value !== null);

/** The length of a text in code points, which is closer to what people count than UTF-16 units. */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** A property that holds text of at most this many code points. */
export const MaxCodePoints = (max: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'maxCodePoints',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && codePoints(value) <= max,
        defaultMessage: () => `must not be longer than ${max} characters`,
      },
    },
    options,
  );

/** A property that holds text of at least this many code points, without leading and trailing spaces. */
export const MinCodePoints = (min: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'minCodePoints',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && codePoints(value.trim()) >= min,
        defaultMessage: () => (min === 1 ? 'must not be empty' : `must be at least ${min} characters long`),
      },
    },
    options,
  );

type TextOptions = { readonly min?: number; readonly max: number } & Pick<ValidationOptions, 'each'>;

/** A property that holds text from `min` (default 0) to `max` code points; with `each` a list of such texts. */
export const Text = ({ min = 0, max, each }: TextOptions): PropertyDecorator =>
  applyDecorators(IsString({ each }), MinCodePoints(min, { each }), MaxCodePoints(max, { each }));

/** A property that holds the id of a member; with `each` a list of them. */
export const IsMemberId = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isMemberId',
      validator: {
        validate: (value: unknown) => errorOfMemberId(value) === null,
        defaultMessage: (of) => [of?.value as unknown].flat().map(errorOfMemberId).find(Boolean) ?? '',
      },
    },
    options,
  );

const errorOfMemberId = (value: unknown): string | null => memberIdError(typeof value === 'string' ? value : '');

/** A property of responses that requests may send back: it is dropped without validation. */
export const ReadOnly = (): PropertyDecorator => Exclude({ toClassOnly: true });

/** A property that holds a UUID, turned to lower case. */
export const Uuid = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );

/** An integer in a query string, in plain decimal: `10`, but not `1e1`, `+10` or ` 10`, and only once. */
export const QueryInteger = ({ min, max }: { readonly min: number; readonly max: number }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^(0|-?[1-9]\d*)$/.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(min),
    Max(max),
  );

const QUERY_LIST = Symbol('QUERY_LIST');

/** A list in a query string: the key once or repeatedly. The rules for its items come as further decorators. */
export const QueryList = (): PropertyDecorator =>
  applyDecorators(
    Reflect.metadata(QUERY_LIST, true),
    Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value])),
  );

/** Whether this property of a query string is a `QueryList`. */
export const isQueryList = (query: object, property: string): boolean =>
  Reflect.getMetadata(QUERY_LIST, query, property) === true;

/**
 * Gives the items unchanged. Throws `InvalidRequest` on `<field>[n].id` when two items have the same id; items without an
 * id never collide.
 */
export function requireUniqueIds<Item extends { readonly id?: string | null }>(
  field: string,
  items: readonly Item[],
): readonly Item[] {
  const ids = new Set<string>();
  for (const [n, { id }] of items.entries()) {
    if (id == null) continue;
    if (ids.has(id)) throw invalid(`${field}[${n}].id`, 'must not be there twice');
    ids.add(id);
  }
  return items;
}
