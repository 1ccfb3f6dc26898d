import type {
  NicknameChanged,
  ProfileVisibility,
  ProfileVisibilityChanged,
  SiteMemberAccountEnded,
  SiteMemberRegistered,
} from '../domain/site-member/site-member.events';
import type { Person } from './people.examples';

export const siteMemberRegistered = (
  { memberId }: Person,
  profile: ProfileVisibility = 'PUBLIC',
  nickname?: string,
): SiteMemberRegistered => ({
  type: 'SiteMemberRegistered',
  data: { memberId, profile, ...(nickname !== undefined && { nickname }) },
});
export const profileVisibilityChanged = ({ memberId }: Person, to: ProfileVisibility): ProfileVisibilityChanged => ({
  type: 'ProfileVisibilityChanged',
  data: { memberId, to },
});
export const nicknameChanged = ({ memberId }: Person, nickname?: string): NicknameChanged => ({
  type: 'NicknameChanged',
  data: { memberId, ...(nickname !== undefined && { nickname }) },
});
export const siteMemberAccountEnded = ({ memberId }: Person): SiteMemberAccountEnded => ({
  type: 'SiteMemberAccountEnded',
  data: { memberId },
});
