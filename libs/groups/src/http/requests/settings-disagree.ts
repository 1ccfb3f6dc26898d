import { invalid, type InvalidRequest } from '@app/http';

/** The error for a boolean setting that contradicts the policy of the same meaning in the same request. */
export const settingsDisagree = (name: string): InvalidRequest =>
  invalid(`group.settings.${name}`, 'contradicts the policy that says the same thing');
