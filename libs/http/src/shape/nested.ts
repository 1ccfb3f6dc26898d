import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';

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
