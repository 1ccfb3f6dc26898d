import { ValidateIf } from 'class-validator';

/** The property may be left out; when it is there, also as `null`, the rules beside this one hold. */
export const IfPresent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** The property may be left out or `null`; otherwise the rules beside this one hold. */
export const IfPresentOrNull = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined && value !== null);
