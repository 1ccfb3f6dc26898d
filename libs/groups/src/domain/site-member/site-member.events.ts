import type { Event, Words } from '@app/kernel';
import type { MemberId } from '../ids';

export const profileVisibilities = ['PUBLIC', 'PRIVATE'] as const;
/** Whether others may see a person's profile. Only people with a public profile can join groups. */
export type ProfileVisibility = (typeof profileVisibilities)[number];

/** A person was added to the directory. */
export type SiteMemberRegistered = Event<
  'SiteMemberRegistered',
  { memberId: MemberId; profile: ProfileVisibility; nickname?: Words }
>;
/** The profile became public or private. Memberships stay. */
export type ProfileVisibilityChanged = Event<'ProfileVisibilityChanged', { memberId: MemberId; to: ProfileVisibility }>;
/** The name that others see changed; absent means cleared. */
export type NicknameChanged = Event<'NicknameChanged', { memberId: MemberId; nickname?: Words }>;
/** The account ended for good. The person loses all memberships, and cannot sign in again. */
export type SiteMemberAccountEnded = Event<'SiteMemberAccountEnded', { memberId: MemberId }>;
export type SiteMemberEvent =
  SiteMemberRegistered | ProfileVisibilityChanged | NicknameChanged | SiteMemberAccountEnded;
