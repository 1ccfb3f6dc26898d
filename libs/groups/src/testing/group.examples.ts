import {
  type CoverImage,
  defaultSettings,
  type GroupDetails,
  type GroupSettings,
  type PrivacyStatus,
} from '../domain/group/group.details';
import type { MembershipQuestion, Rule } from '../domain/group/group.entrance';
import type {
  CreateRequestApproved,
  CreateRequestCanceled,
  CreateRequestRejected,
  CreateRequestSubmitted,
  Departure,
  GroupCoverChanged,
  GroupCreated,
  GroupDeleted,
  GroupDescriptionChanged,
  GroupDetailsChanged,
  GroupOwnershipTransferred,
  GroupPrivacyChanged,
  GroupRenamed,
  GroupRulesReplaced,
  GroupSettingsChanged,
  MembershipQuestionsReplaced,
  RoleAssigned,
  RoleUnassigned,
  SlugReservationRevoked,
} from '../domain/group/group.events';
import type { GroupId, MemberId } from '../domain/ids';
import { olga, type Person } from './people.examples';

/** The id of the group in most examples. It is also its slug, unless the group is SECRET. */
export const groupId: GroupId = 'yoga';
export const secretSlug = 'tEll0007';

export type PartialGroupDetails = Partial<Omit<GroupDetails, 'settings'>> & {
  readonly settings?: Partial<GroupSettings>;
};

/** The details of a PUBLIC group called Yoga with default settings, except for what is given. */
export const details = ({ settings, ...others }: PartialGroupDetails = {}): GroupDetails => ({
  name: 'Yoga',
  privacyStatus: 'PUBLIC',
  ...others,
  settings: { ...defaultSettings, ...settings },
});

export const createRequestSubmitted = (by: Person = olga, given: PartialGroupDetails = {}): CreateRequestSubmitted => ({
  type: 'CreateRequestSubmitted',
  data: { groupId, requestedById: by.memberId, group: details(given) },
});
export const createRequestApproved = (): CreateRequestApproved => ({
  type: 'CreateRequestApproved',
  data: { groupId },
});
export const createRequestRejected = (reason?: string): CreateRequestRejected => ({
  type: 'CreateRequestRejected',
  data: { groupId, ...(reason !== undefined && { reason }) },
});
export const createRequestCanceled = (): CreateRequestCanceled => ({
  type: 'CreateRequestCanceled',
  data: { groupId },
});

type GroupCreatedExample = PartialGroupDetails & { readonly ownerId?: MemberId; readonly slug?: string };
export const groupCreated = ({ ownerId = olga.memberId, slug, ...given }: GroupCreatedExample = {}): GroupCreated => ({
  type: 'GroupCreated',
  data: {
    groupId,
    ownerId,
    slug: slug ?? (given.privacyStatus === 'SECRET' ? secretSlug : 'yoga'),
    group: details(given),
  },
});
export const groupRenamed = (name: string, slug = 'yoga', formerSlug?: string): GroupRenamed => ({
  type: 'GroupRenamed',
  data: { groupId, name, slug, ...(formerSlug !== undefined && { formerSlug }) },
});
export const groupDescriptionChanged = (description?: string): GroupDescriptionChanged => ({
  type: 'GroupDescriptionChanged',
  data: { groupId, ...(description !== undefined && { description }) },
});
export const groupCoverChanged = (coverImage?: CoverImage): GroupCoverChanged => ({
  type: 'GroupCoverChanged',
  data: { groupId, ...(coverImage && { coverImage }) },
});
export const groupDetailsChanged = (changes: {
  teaser?: string | null;
  memberTitle?: string | null;
}): GroupDetailsChanged => ({ type: 'GroupDetailsChanged', data: { groupId, ...changes } });
export const groupSettingsChanged = (settings: Partial<GroupSettings>): GroupSettingsChanged => ({
  type: 'GroupSettingsChanged',
  data: { groupId, settings },
});
/** `slugs`: the new slug and the one given up, for a change to or from SECRET. */
export const groupPrivacyChanged = (
  from: PrivacyStatus,
  to: PrivacyStatus,
  slugs: { slug?: string; formerSlug?: string } = {},
): GroupPrivacyChanged => ({ type: 'GroupPrivacyChanged', data: { groupId, from, to, ...slugs } });
export const roleAssigned = ({ memberId }: Person): RoleAssigned => ({
  type: 'RoleAssigned',
  data: { groupId, memberId, role: 'ADMIN' },
});
export const roleUnassigned = (
  { memberId }: Person,
  because?: Departure,
  ban?: RoleUnassigned['data']['ban'],
): RoleUnassigned => ({
  type: 'RoleUnassigned',
  data: { groupId, memberId, role: 'ADMIN', ...(because && { because }), ...(ban && { ban }) },
});
export const groupOwnershipTransferred = (
  from: Person | null,
  to: Person | null,
  because?: 'ACCOUNT_ENDED',
): GroupOwnershipTransferred => ({
  type: 'GroupOwnershipTransferred',
  data: { groupId, ...(from && { from: from.memberId }), ...(to && { to: to.memberId }), ...(because && { because }) },
});
export const groupRulesReplaced = (...rules: readonly Rule[]): GroupRulesReplaced => ({
  type: 'GroupRulesReplaced',
  data: { groupId, rules },
});
export const membershipQuestionsReplaced = (
  ...questions: readonly MembershipQuestion[]
): MembershipQuestionsReplaced => ({ type: 'MembershipQuestionsReplaced', data: { groupId, questions } });
export const groupDeleted = (formerSlug = 'yoga'): GroupDeleted => ({
  type: 'GroupDeleted',
  data: { groupId, formerSlug },
});
export const slugReservationRevoked = (slug = 'yoga'): SlugReservationRevoked => ({
  type: 'SlugReservationRevoked',
  data: { groupId, slug },
});
