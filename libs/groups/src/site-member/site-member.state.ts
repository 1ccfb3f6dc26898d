import { type Recorded, type Seen, unheard } from '@app/kernel';
import type { ProfileVisibility, SiteMemberEvent } from './site-member.events';

/** `null`: the directory does not know this person. */
type State = { registered: { profile: ProfileVisibility; nickname?: string } | null };
export type SiteMember = Seen<State>;

export const initial = (): State => ({ registered: null });

export function evolve(person: State, { type, data }: Recorded<SiteMemberEvent>): State {
  switch (type) {
    case 'SiteMemberRegistered':
      return { registered: { profile: data.profile, ...(data.nickname !== undefined && { nickname: data.nickname }) } };
    case 'ProfileVisibilityChanged':
      return { registered: { ...person.registered!, profile: data.to } };
    case 'NicknameChanged': {
      const { profile } = person.registered!;
      return { registered: { profile, ...(data.nickname !== undefined && { nickname: data.nickname }) } };
    }
    default:
      return unheard(type, person);
  }
}

export const siteMemberFold = {
  initial,
  evolve,
  types: [
    'SiteMemberRegistered',
    'ProfileVisibilityChanged',
    'NicknameChanged',
  ] as const satisfies readonly SiteMemberEvent['type'][],
};
