import { invalid } from '@app/http';
import type { ContentType } from '../../domain/group/description';
import { defaultSettings, type GroupDetails } from '../../domain/group/group.details';
import { changedSettings, disagreeingFlag } from '../../domain/group/settings-change';
import { type GroupDto, typedDescription } from './group.dto';
import { settingsDisagree } from './settings-disagree';

/**
 * What the founder said, with the defaults for what they did not. Throws `InvalidRequest` without a name, when settings
 * contradict each other, and when the description is not of its type.
 */
export function detailsOf(group: GroupDto, contentType?: ContentType): GroupDetails {
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
