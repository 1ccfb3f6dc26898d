import { accept, type Caller, type Decision, type DeepReadonly, refuse, isDeepEqual } from '@app/kernel';
import { type ExpectedRevision, isStale } from '../../domain/group/expected-revision';
import type { CoverImage, GroupDetails, PrivacyStatus } from '../../domain/group/group.details';
import type {
  GroupCoverChanged,
  GroupDescriptionChanged,
  GroupDetailsChanged,
  GroupPrivacyChanged,
  GroupRenamed,
  GroupSettingsChanged,
} from '../../domain/group/group.events';
import { changedSettings, disagreeingFlag, type SettingsChange } from '../../domain/group/settings-change';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller, mayActAsOwner, mayManage } from '../../domain/permissions';
import { slugOfName } from '../../domain/slug/slug-of-name';

type CurrentDetails = DeepReadonly<GroupDetails>;
/** Present fields change, absent ones stay, `null` clears. */
export type GroupChanges = {
  name?: string;
  description?: string | null;
  /** The type of a given `description`; absent: plain text. */
  descriptionType?: 'DRAFTJS' | 'RICH_CONTENT';
  teaser?: string | null;
  memberTitle?: string | null;
  privacyStatus?: PrivacyStatus;
  coverImage?: CoverImage | null;
  settings?: SettingsChange;
};
export type UpdateGroup = { groupId: GroupId; changes: GroupChanges; expected?: ExpectedRevision; secretSlug: string };
export const updateGroupRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'STALE_REVISION'] as const;
export type UpdateGroupProblem = (typeof updateGroupRefusals)[number];
export type UpdateGroupRefusal = UpdateGroupProblem | 'SETTINGS_DISAGREE';
export type GroupUpdateEvent =
  | GroupRenamed
  | GroupDescriptionChanged
  | GroupCoverChanged
  | GroupDetailsChanged
  | GroupSettingsChanged
  | GroupPrivacyChanged;

/**
 * Changes details, settings and privacy of a group in one append, with one event for each kind of change. No event for a
 * value that stays the same. Refused to callers who are no admins, and to admins for settings with the value `OWNER`.
 */
export function updateGroup(
  { groupId, changes, expected, secretSlug }: UpdateGroup,
  states: GroupAndCaller,
  caller: Caller,
): Decision<GroupUpdateEvent, UpdateGroupRefusal> {
  const now = states.group.details;
  if (!now || !canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  const settings = changedSettings(now.settings, changes.settings ?? {});
  const involvesOwnerPolicy = [settings, now.settings].some((either) =>
    (
      [
        'allowedToInviteMembers',
        'allowedToApproveJoinRequests',
        'allowedToAddMembers',
        'allowedToCreatePosts',
        'allowedToCommentPosts',
      ] as const
    ).some((policy) => policy in settings && either[policy] === 'OWNER'),
  );
  if (involvesOwnerPolicy && !mayActAsOwner(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  const field = disagreeingFlag(now.settings, changes.settings ?? {});
  if (field) return refuse('SETTINGS_DISAGREE', { field });

  return accept<GroupUpdateEvent>(
    ...nameEvents(groupId, now, changes, states.group.slug!),
    ...descriptionEvents(groupId, now, changes),
    ...detailsEvents(groupId, now, changes),
    ...(Object.keys(settings).length > 0
      ? [{ type: 'GroupSettingsChanged' as const, data: { groupId, settings } }]
      : []),
    ...privacyEvents(groupId, now, changes, states.group.slug!, secretSlug),
  );
}

/** A change to `value`, where `null` clears and `undefined` keeps, is a change from `now`. */
const differs = (value: unknown, now: unknown): boolean => value !== undefined && !isDeepEqual(value ?? undefined, now);

function nameEvents(
  groupId: GroupId,
  now: CurrentDetails,
  { name, privacyStatus }: GroupChanges,
  slug: string,
): GroupRenamed[] {
  if (name === undefined || name === now.name) return [];
  const newSlug = slugOfName(name);
  const slugFollowsName = now.privacyStatus !== 'SECRET' && (privacyStatus ?? now.privacyStatus) !== 'SECRET';
  const slugChanges = slugFollowsName && newSlug !== slugOfName(now.name);
  return [
    {
      type: 'GroupRenamed',
      data: { groupId, name, slug: slugChanges ? newSlug : slug, ...(slugChanges && { formerSlug: slug }) },
    },
  ];
}

function descriptionEvents(
  groupId: GroupId,
  now: CurrentDetails,
  { description, descriptionType, coverImage }: GroupChanges,
) {
  const events: (GroupDescriptionChanged | GroupCoverChanged)[] = [];
  const typeChanges = description != null && descriptionType !== now.descriptionType;
  if (differs(description, now.description) || typeChanges)
    events.push({
      type: 'GroupDescriptionChanged',
      data: { groupId, ...(description != null && { description, ...(descriptionType && { descriptionType }) }) },
    });
  if (differs(coverImage, now.coverImage))
    events.push({ type: 'GroupCoverChanged', data: { groupId, ...(coverImage != null && { coverImage }) } });
  return events;
}

function detailsEvents(
  groupId: GroupId,
  now: CurrentDetails,
  { teaser, memberTitle }: GroupChanges,
): GroupDetailsChanged[] {
  const changes = {
    ...(differs(teaser, now.teaser) && { teaser: teaser! }),
    ...(differs(memberTitle, now.memberTitle) && { memberTitle: memberTitle! }),
  };
  return Object.keys(changes).length > 0 ? [{ type: 'GroupDetailsChanged', data: { groupId, ...changes } }] : [];
}

function privacyEvents(
  groupId: GroupId,
  now: CurrentDetails,
  changes: GroupChanges,
  slug: string,
  secret: string,
): GroupPrivacyChanged[] {
  const { privacyStatus: from } = now;
  const to = changes.privacyStatus ?? from;
  if (to === from) return [];
  const slugChanges = from === 'SECRET' || to === 'SECRET';
  const newSlug = to === 'SECRET' ? secret : slugOfName(changes.name ?? now.name);
  return [
    {
      type: 'GroupPrivacyChanged',
      data: { groupId, from, to, ...(slugChanges && { slug: newSlug, formerSlug: slug }) },
    },
  ];
}
