import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { MemberId } from '../../domain/ids';
import type {
  NicknameChanged,
  ProfileVisibility,
  ProfileVisibilityChanged,
  SiteMemberRegistered,
} from '../../domain/site-member/site-member.events';
import type { SiteMember } from '../../domain/site-member/site-member.state';

export type SetSiteMember = { memberId: MemberId; profile: ProfileVisibility; nickname?: string };
export const setSiteMemberRefusals = ['PERMISSION_DENIED', 'ACCOUNT_ENDED'] as const;
export type SetSiteMemberRefusal = (typeof setSiteMemberRefusals)[number];

/** Adds a person to the directory or replaces their entry. Refused for the entry of another person, and after the account ended. */
export function setSiteMember(
  { memberId, profile, nickname }: SetSiteMember,
  { person }: { person: SiteMember },
  caller: Caller,
): Decision<SiteMemberRegistered | ProfileVisibilityChanged | NicknameChanged, SetSiteMemberRefusal> {
  if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
  if (person.ended) return refuse('ACCOUNT_ENDED');
  const withNickname = nickname === undefined ? {} : { nickname };
  const now = person.registered;
  if (!now) return accept({ type: 'SiteMemberRegistered', data: { memberId, profile, ...withNickname } });
  return accept(
    ...(profile === now.profile
      ? []
      : [{ type: 'ProfileVisibilityChanged' as const, data: { memberId, to: profile } }]),
    ...(nickname === now.nickname ? [] : [{ type: 'NicknameChanged' as const, data: { memberId, ...withNickname } }]),
  );
}
