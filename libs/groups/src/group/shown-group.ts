import type { Seen } from '@app/kernel';
import type { GroupDetails } from './group.details';
import { shownSettings } from './settings-change';

/** What the API shows of a group's details: absent ones left out, each policy beside its older boolean name. */
export const shownDetails = ({ settings, ...details }: Seen<GroupDetails>) => ({
  ...details,
  settings: shownSettings(settings),
});
export type ShownDetails = ReturnType<typeof shownDetails>;
