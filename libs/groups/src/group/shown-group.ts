import type { Seen } from '@app/kernel';
import { type ContentType, describedAs } from './description';
import type { GroupDetails } from './group.details';
import { shownSettings } from './settings-change';

/** What the API shows of a group's details: absent ones left out, each policy beside its older boolean name. */
export const shownDetails = (
  { settings, description, descriptionType, ...details }: Seen<GroupDetails>,
  contentType: ContentType = 'PLAIN_TEXT',
) => ({
  ...details,
  ...(description !== undefined && {
    description: describedAs({ description, ...(descriptionType && { descriptionType }) }, contentType)!,
  }),
  settings: shownSettings(settings),
});
export type ShownDetails = ReturnType<typeof shownDetails>;
