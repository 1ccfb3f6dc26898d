import { changesDirection, isBlank, memberIdError } from '@app/kernel';
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
const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** A rule for texts. What is no text at all is left to `IsString`. */
const textRule = (
  name: string,
  holds: (text: string) => boolean,
  message: string,
  { each, constraints = [] }: { readonly each?: boolean | undefined; readonly constraints?: unknown[] } = {},
): PropertyDecorator =>
  ValidateBy(
    {
      name,
      constraints,
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || holds(value),
        defaultMessage: () => message,
      },
    },
    { each },
  );

type TextOptions = {
  /** The longest text, in code points. */
  readonly max: number;
  /** With `each` the property holds a list of such texts. */
  readonly each?: boolean;
  /** It has at least one character that shows. */
  readonly notBlank?: boolean;
  /** It stands on one line beside other text, whose direction it must not change. */
  readonly oneLine?: boolean;
};

/** A property that holds text. What counts as blank, and which controls change the direction, is in `@app/kernel`. */
export const Text = ({ max, each, notBlank, oneLine }: TextOptions): PropertyDecorator =>
  applyDecorators(
    IsString({ each }),
    textRule('maxCodePoints', (text) => codePoints(text) <= max, `must not be longer than ${max} characters`, {
      each,
      constraints: [max],
    }),
    ...(notBlank ? [textRule('notBlank', (text) => !isBlank(text), 'must have a character that shows', { each })] : []),
    ...(oneLine
      ? [textRule('oneLine', (text) => !changesDirection(text), 'must not hold bidirectional controls', { each })]
      : []),
  );

/** A property of text without control characters, such as line breaks and tabs. */
export const NoControlCharacters = (): PropertyDecorator =>
  textRule('noControlCharacters', (text) => !/\p{Cc}/u.test(text), 'must not hold control characters');

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
