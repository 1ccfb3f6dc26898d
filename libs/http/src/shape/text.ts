import { isId } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { Exclude } from 'class-transformer';
import { IsString, ValidateBy, type ValidationOptions } from 'class-validator';

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
