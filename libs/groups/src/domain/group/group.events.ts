import type { Event, Words } from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { CoverImage, GroupDetails, GroupSettings, PrivacyStatus } from './group.details';
import type { MembershipQuestion, Rule } from './group.entrance';

type OfGroup = { groupId: GroupId };

/** Somebody asked for a group where a site admin has to agree first. `group` is the group as it would be. */
export type CreateRequestSubmitted = Event<
  'CreateRequestSubmitted',
  OfGroup & { requestedById: MemberId; group: GroupDetails }
>;
/** A site admin agreed; `GroupCreated` follows in the same append. */
export type CreateRequestApproved = Event<'CreateRequestApproved', OfGroup>;
/** A site admin refused; the requester may read why. */
export type CreateRequestRejected = Event<'CreateRequestRejected', OfGroup & { reason?: Words }>;
/** The requester (or a site admin) took the request back. */
export type CreateRequestCanceled = Event<'CreateRequestCanceled', OfGroup>;

/** There is a group from here on. Its owner is an admin from the start. */
export type GroupCreated = Event<'GroupCreated', OfGroup & { ownerId: MemberId; slug: string; group: GroupDetails }>;
/** The name changed; `slug` is the one from here on, `formerSlug` the one given up, if it changed. */
export type GroupRenamed = Event<'GroupRenamed', OfGroup & { name: string; slug: string; formerSlug?: string }>;
/** The description changed; absent: cleared. Without a type it is plain text. */
export type GroupDescriptionChanged = Event<
  'GroupDescriptionChanged',
  OfGroup & { description?: string; descriptionType?: 'DRAFTJS' | 'RICH_CONTENT' }
>;
/** The cover changed as a whole; absent: cleared. */
export type GroupCoverChanged = Event<'GroupCoverChanged', OfGroup & { coverImage?: CoverImage }>;
/** Teaser or member title changed: those that are here, `null` is cleared. */
export type GroupDetailsChanged = Event<
  'GroupDetailsChanged',
  OfGroup & { teaser?: string | null; memberTitle?: string | null }
>;
/** Who may see and join changed. To and from SECRET the slug changes too: `slug` from here on, `formerSlug` given up. */
export type GroupPrivacyChanged = Event<
  'GroupPrivacyChanged',
  OfGroup & { from: PrivacyStatus; to: PrivacyStatus; slug?: string; formerSlug?: string }
>;
/** Settings changed: those that are here. */
export type GroupSettingsChanged = Event<'GroupSettingsChanged', OfGroup & { settings: Partial<GroupSettings> }>;

/** The rules of the group, all of them, in order. */
export type GroupRulesReplaced = Event<'GroupRulesReplaced', OfGroup & { rules: readonly Rule[] }>;
/** What people are asked who want to join: all of it, in order. A question that stays keeps its id. */
export type MembershipQuestionsReplaced = Event<
  'MembershipQuestionsReplaced',
  OfGroup & { questions: readonly MembershipQuestion[] }
>;

/** A member was given this role: `ADMIN` makes an admin, `MEMBER` takes it back. */
export type RoleAssigned = Event<'RoleAssigned', OfGroup & { memberId: MemberId; role: 'ADMIN' | 'MEMBER' }>;
/** Why an admin goes. */
export type Departure = 'LEFT' | 'REMOVED' | 'BANNED';
/**
 * An admin is none any more. `because`: they go, and their membership ends with it; `ban`: what will stand in the ban
 * that follows.
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
 * The group has another owner, who is an admin from here on; the former one stays an admin. Without `to` nobody owns it
 * until those who run the site name somebody. `because`: the former owner's account ended.
 */
export type GroupOwnershipTransferred = Event<
  'GroupOwnershipTransferred',
  OfGroup & { from?: MemberId; to?: MemberId; because?: 'ACCOUNT_ENDED' }
>;

/** The end. The slug is given up; memberships and requests are void. */
export type GroupDeleted = Event<'GroupDeleted', OfGroup & { formerSlug: string }>;

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
  | GroupDeleted;
