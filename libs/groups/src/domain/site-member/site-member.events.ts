import type { Event, Words } from '@app/kernel';
import type { MemberId } from '../ids';

export const profileVisibilities = ['PUBLIC', 'PRIVATE'] as const;
/** Whether others may see a person's profile; only people with a public one can join groups. */
export type ProfileVisibility = (typeof profileVisibilities)[number];

/** The directory knows this person from here on. */
export type SiteMemberRegistered = Event<
  'SiteMemberRegistered',
  { memberId: MemberId; profile: ProfileVisibility; nickname?: Words }
>;
/** The profile became public or private. Memberships stay. */
export type ProfileVisibilityChanged = Event<'ProfileVisibilityChanged', { memberId: MemberId; to: ProfileVisibility }>;
/** The name that others see changed; absent: cleared. */
export type NicknameChanged = Event<'NicknameChanged', { memberId: MemberId; nickname?: Words }>;
/** The account is gone for good: whoever had it belongs to nothing, and nobody signs in with it again. */
export type SiteMemberAccountEnded = Event<'SiteMemberAccountEnded', { memberId: MemberId }>;
export type SiteMemberEvent =
  SiteMemberRegistered | ProfileVisibilityChanged | NicknameChanged | SiteMemberAccountEnded;
