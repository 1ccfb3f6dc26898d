import { isId } from '@app/kernel';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Exclude, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  IsString,
  IsUUID,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { invalid } from '../problems/problem';

/** A property that holds one object of this class. Required, unless `@IsOptional()` stands beside it. */
export const Nested = (of: () => Class): PropertyDecorator => applyDecorators(IsObject(), ValidateNested(), Type(of)); // IsObject too: an empty list has nothing that could be invalid

/** A property that holds a list of objects of this class, this many at least and at most. */
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

/** The property may be left out; when it is there, also as `null`, the rules beside this one hold. */
export const IfPresent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** The property may be left out or `null`; otherwise the rules beside this one hold. */
export const IfPresentOrNull = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined && value !== null);

/** Characters as people count them more or less: code points, not UTF-16 units. */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** At most this many code points. */
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

/** At least this many code points, not counting the blanks around: a name of spaces names nothing. */
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

/** A property that holds text of this length, in code points; with `each` a list of such texts. */
export const Text = ({ min = 0, max, each }: TextOptions): PropertyDecorator =>
  applyDecorators(IsString({ each }), MinCodePoints(min, { each }), MaxCodePoints(max, { each }));

/** A property that holds the id of a member; with `each` a list of them. */
export const IsMemberId = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isMemberId',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isId(value),
        defaultMessage: () => 'must be a member id',
      },
    },
    options,
  );

/** A property that callers may send back as they got it: it is dropped unread. */
export const ReadOnly = (): PropertyDecorator => Exclude({ toClassOnly: true });

/** A property that holds a UUID; taken in any case, kept in lower case, as it is given out. */
export const Uuid = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );

/**
 * The items of a list, as they are. Throws `InvalidRequest` naming `<field>[n].id` where an id comes a second time; items
 * without one are all different.
 */
export function requireUniqueIds<Item extends { readonly id?: string | null }>(
  field: string,
  items: readonly Item[],
): readonly Item[] {
  const before = new Set<string>();
  for (const [n, { id }] of items.entries()) {
    if (id == null) continue;
    if (before.has(id)) throw invalid(`${field}[${n}].id`, 'must not be there twice');
    before.add(id);
  }
  return items;
}
