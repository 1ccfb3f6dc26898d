import type { DeepReadonly } from '@app/kernel';
import { type ContentType, describedAs } from './description';
import type { GroupDetails } from './group.details';
import { shownSettings } from './settings-change';

/** What the API shows of a group's details: absent ones left out, each policy beside its older boolean name. */
export const publicDetails = (
  { settings, description, descriptionType, ...details }: DeepReadonly<GroupDetails>,
  contentType: ContentType = 'PLAIN_TEXT',
) => ({
  ...details,
  ...(description !== undefined && {
    description: describedAs({ description, ...(descriptionType && { descriptionType }) }, contentType)!,
  }),
  settings: shownSettings(settings),
});
export type PublicDetails = ReturnType<typeof publicDetails>;
