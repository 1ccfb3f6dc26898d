import { invalid } from '@app/http';
import type { ContentType } from '../../domain/group/description';
import { defaultSettings, type GroupDetails } from '../../domain/group/group.details';
import { changedSettings, disagreeingFlag } from '../../domain/group/settings-change';
import { type GroupDto, typedDescription } from './group.dto';
import { settingsDisagree } from './settings-disagree';

/**
 * The details of a new group: those of the request, and defaults for the rest. Throws `InvalidRequest` when the name is
 * missing, when settings contradict each other, and when the description does not have its type.
 */
export function newGroupDetails(group: GroupDto, contentType?: ContentType): GroupDetails {
  const { name, teaser, memberTitle, privacyStatus, coverImage, settings } = group;
  const { description, descriptionType } = typedDescription(group, contentType);
  if (name === undefined) throw invalid('group.name', 'is required', 'REQUIRED_FIELD');
  const disagrees = disagreeingFlag(defaultSettings, settings ?? {});
  if (disagrees) throw settingsDisagree(disagrees);
  return {
    name,
    ...(description != null && { description, ...(descriptionType && { descriptionType }) }),
    ...(teaser != null && { teaser }),
    ...(memberTitle != null && { memberTitle }),
    privacyStatus: privacyStatus ?? 'PUBLIC',
    ...(coverImage != null && { coverImage }),
    settings: { ...defaultSettings, ...changedSettings(defaultSettings, settings ?? {}) },
  };
}
