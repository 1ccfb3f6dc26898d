import { accept, type Caller, type Decision, refuse, isDeepEqual, type DeepReadonly } from '@app/kernel';
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
import { changesOfSettings, disagreement, type SettingsChange } from '../../domain/group/settings-change';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller, mayActAsOwner, mayManage } from '../../domain/permissions';
import { slugOfName } from '../../domain/slug/slug-of-name';

/** Present keys change, absent ones stay, `null` clears. */
export type GroupChanges = {
  name?: string;
  description?: string | null;
  /** Of a description that is here; absent: plain text. */
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
export type GroupUpdated =
  | GroupRenamed
  | GroupDescriptionChanged
  | GroupCoverChanged
  | GroupDetailsChanged
  | GroupSettingsChanged
  | GroupPrivacyChanged;

/** Changes what people say about a group and who may do what in it, all in one append; what is so already makes no event. */
export function updateGroup(
  { groupId, changes, expected, secretSlug }: UpdateGroup,
  states: GroupAndCaller,
  caller: Caller,
): Decision<GroupUpdated, UpdateGroupRefusal> {
  const now = states.group.details;
  if (!now || !canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  const settings = changesOfSettings(now.settings, changes.settings ?? {});
  const guarded = [settings, now.settings].some((either) =>
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
  if (guarded && !mayActAsOwner(states, caller)) return refuse('PERMISSION_DENIED');
  if (isStale(states.group, expected)) return refuse('STALE_REVISION');
  const disagrees = disagreement(now.settings, changes.settings ?? {});
  if (disagrees) return refuse('SETTINGS_DISAGREE', { field: disagrees });

  return accept<GroupUpdated>(
    ...renamed(groupId, now, changes, states.group.slug!),
    ...described(groupId, now, changes),
    ...detailed(groupId, now, changes),
    ...(Object.keys(settings).length > 0
      ? [{ type: 'GroupSettingsChanged' as const, data: { groupId, settings } }]
      : []),
    ...opened(groupId, now, changes, states.group.slug!, secretSlug),
  );
}

const clears = (value: unknown, now: unknown): boolean => value !== undefined && !isDeepEqual(value ?? undefined, now);

function renamed(groupId: GroupId, now: Known, { name, privacyStatus }: GroupChanges, slug: string): GroupRenamed[] {
  if (name === undefined || name === now.name) return [];
  const wanted = slugOfName(name);
  const followsTheName = now.privacyStatus !== 'SECRET' && (privacyStatus ?? now.privacyStatus) !== 'SECRET';
  const moves = followsTheName && wanted !== slugOfName(now.name);
  return [
    { type: 'GroupRenamed', data: { groupId, name, slug: moves ? wanted : slug, ...(moves && { formerSlug: slug }) } },
  ];
}

function described(groupId: GroupId, now: Known, { description, descriptionType, coverImage }: GroupChanges) {
  const events: (GroupDescriptionChanged | GroupCoverChanged)[] = [];
  const isOther = description != null && descriptionType !== now.descriptionType;
  if (clears(description, now.description) || isOther)
    events.push({
      type: 'GroupDescriptionChanged',
      data: { groupId, ...(description != null && { description, ...(descriptionType && { descriptionType }) }) },
    });
  if (clears(coverImage, now.coverImage))
    events.push({ type: 'GroupCoverChanged', data: { groupId, ...(coverImage != null && { coverImage }) } });
  return events;
}

function detailed(groupId: GroupId, now: Known, { teaser, memberTitle }: GroupChanges): GroupDetailsChanged[] {
  const changed = {
    ...(clears(teaser, now.teaser) && { teaser: teaser! }),
    ...(clears(memberTitle, now.memberTitle) && { memberTitle: memberTitle! }),
  };
  return Object.keys(changed).length > 0 ? [{ type: 'GroupDetailsChanged', data: { groupId, ...changed } }] : [];
}

function opened(
  groupId: GroupId,
  now: Known,
  changes: GroupChanges,
  slug: string,
  secret: string,
): GroupPrivacyChanged[] {
  const { privacyStatus: from } = now;
  const to = changes.privacyStatus ?? from;
  if (to === from) return [];
  const moves = from === 'SECRET' || to === 'SECRET';
  const fresh = to === 'SECRET' ? secret : slugOfName(changes.name ?? now.name);
  return [
    { type: 'GroupPrivacyChanged', data: { groupId, from, to, ...(moves && { slug: fresh, formerSlug: slug }) } },
  ];
}

type Known = DeepReadonly<GroupDetails>;
