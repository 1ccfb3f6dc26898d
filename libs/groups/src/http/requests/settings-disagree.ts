import { invalid, type InvalidRequest } from '@app/http';

/** A boolean and its policy, both sent, say different things. */
export const settingsDisagree = (name: string): InvalidRequest =>
  invalid(`group.settings.${name}`, 'contradicts the policy that says the same thing');
