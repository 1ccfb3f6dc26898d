import type { Event, Words } from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { CoverImage, GroupDetails, GroupSettings, PrivacyStatus } from './group.details';
import type { MembershipQuestion, Rule } from './group.entrance';

type OfGroup = { groupId: GroupId };

/** A member requested a group, which a site admin has to approve. `group`: its details. */
export type CreateRequestSubmitted = Event<
  'CreateRequestSubmitted',
  OfGroup & { requestedById: MemberId; group: GroupDetails }
>;
/** A site admin approved the request; `GroupCreated` follows in the same append. */
export type CreateRequestApproved = Event<'CreateRequestApproved', OfGroup>;
/** A site admin rejected the request. The requester may read the reason. */
export type CreateRequestRejected = Event<'CreateRequestRejected', OfGroup & { reason?: Words }>;
/** The requester or a site admin canceled the request. */
export type CreateRequestCanceled = Event<'CreateRequestCanceled', OfGroup>;

/** The group was created. Its owner is an admin from the start. */
export type GroupCreated = Event<'GroupCreated', OfGroup & { ownerId: MemberId; slug: string; group: GroupDetails }>;
/**
 * The name changed, or only the slug. `slug`: the slug after it. `formerSlug`: the slug given up, if it changed. The name
 * is the one before when the group only takes the slug of its name, which became free before the group got a numbered one.
 */
export type GroupRenamed = Event<'GroupRenamed', OfGroup & { name: string; slug: string; formerSlug?: string }>;
/** The description changed; absent means cleared. Without a type it is plain text. */
export type GroupDescriptionChanged = Event<
  'GroupDescriptionChanged',
  OfGroup & { description?: string; descriptionType?: 'DRAFTJS' | 'RICH_CONTENT' }
>;
/** The cover image was replaced; absent means cleared. */
export type GroupCoverChanged = Event<'GroupCoverChanged', OfGroup & { coverImage?: CoverImage }>;
/** Teaser or member title changed: the present fields; `null` means cleared. */
export type GroupDetailsChanged = Event<
  'GroupDetailsChanged',
  OfGroup & { teaser?: string | null; memberTitle?: string | null }
>;
/** The privacy status changed. To and from SECRET the slug changes too: `slug` is the new one, `formerSlug` the one given up. */
export type GroupPrivacyChanged = Event<
  'GroupPrivacyChanged',
  OfGroup & { from: PrivacyStatus; to: PrivacyStatus; slug?: string; formerSlug?: string }
>;
/** Settings changed: the present ones. */
export type GroupSettingsChanged = Event<'GroupSettingsChanged', OfGroup & { settings: Partial<GroupSettings> }>;

/** The rules were replaced by these, in this order. */
export type GroupRulesReplaced = Event<'GroupRulesReplaced', OfGroup & { rules: readonly Rule[] }>;
/** The membership questions were replaced by these, in this order. A question that stays keeps its id. */
export type MembershipQuestionsReplaced = Event<
  'MembershipQuestionsReplaced',
  OfGroup & { questions: readonly MembershipQuestion[] }
>;

/** A member became an admin. */
export type RoleAssigned = Event<'RoleAssigned', OfGroup & { memberId: MemberId; role: 'ADMIN' }>;
/** How an admin left the group. */
export type Departure = 'LEFT' | 'REMOVED' | 'BANNED';
/**
 * An admin lost the role. `because`: they leave the group too; their membership ends in a later append. `ban`: the data of
 * the ban that follows.
 */
export type RoleUnassigned = Event<
  'RoleUnassigned',
  OfGroup & {
    memberId: MemberId;
    role: 'ADMIN';
    because?: Departure;
    ban?: { readonly bannedById?: MemberId; readonly reason?: Words };
  }
>;
/**
 * The group got another owner, who is an admin from now on; the former owner stays an admin. Without `to` the group has no
 * owner until a site admin or an app names one. `because`: the former owner's account ended.
 */
export type GroupOwnershipTransferred = Event<
  'GroupOwnershipTransferred',
  OfGroup & { from?: MemberId; to?: MemberId; because?: 'ACCOUNT_ENDED' }
>;

/** The group was deleted. Its slug is given up; its memberships and requests are void. */
export type GroupDeleted = Event<'GroupDeleted', OfGroup & { formerSlug: string }>;

/**
 * A reservation of this slug for the group was revoked, because the group did not use it and another one wants it. An append
 * to the group that was decided before conflicts. It may be the first event of a stream whose group was never created.
 */
export type SlugReservationRevoked = Event<'SlugReservationRevoked', OfGroup & { slug: string }>;

export type GroupEvent =
  | CreateRequestSubmitted
  | CreateRequestApproved
  | CreateRequestRejected
  | CreateRequestCanceled
  | GroupCreated
  | GroupRenamed
  | GroupDescriptionChanged
  | GroupCoverChanged
  | GroupDetailsChanged
  | GroupPrivacyChanged
  | GroupSettingsChanged
  | GroupRulesReplaced
  | MembershipQuestionsReplaced
  | RoleAssigned
  | RoleUnassigned
  | GroupOwnershipTransferred
  | GroupDeleted
  | SlugReservationRevoked;
