import type { DeepReadonly } from '@app/kernel';
import { type ContentType, convertDescription } from './description';
import type { GroupDetails } from './group.details';
import { publicSettings } from './settings-change';

/** A group's details as the API shows them: without absent fields, and with the booleans of `publicSettings`. */
export const publicDetails = (
  { settings, description, descriptionType, ...details }: DeepReadonly<GroupDetails>,
  contentType: ContentType = 'PLAIN_TEXT',
) => ({
  ...details,
  ...(description !== undefined && {
    description: convertDescription({ description, ...(descriptionType && { descriptionType }) }, contentType)!,
  }),
  settings: publicSettings(settings),
});
export type PublicDetails = ReturnType<typeof publicDetails>;
