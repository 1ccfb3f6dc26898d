import type { FieldViolation } from '../problems/problem';

/** Something was sent that nobody asked for. It is refused, because ignoring it would leave the sender in the dark. */
export const unknownField = (field: string): FieldViolation => ({
  field,
  description: 'is not known here',
  violatedRule: 'UNKNOWN_FIELD',
});

/** Names that no field of ours has, and that get lost when values become objects: the empty one, and those that every object inherits. */
export const isReservedName = (name: string): boolean => name === '' || name in Object.prototype;
