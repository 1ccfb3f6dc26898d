import { type DeepReadonly, defineStream, ignoreUnknownEvent, type Recorded } from '@app/kernel';
import type { MemberId } from '../ids';
import type { ProfileVisibility, SiteMemberEvent } from './site-member.events';

type State = {
  /** `null`: not in the directory. */
  registered: { profile: ProfileVisibility; nickname?: string } | null;
  /** The account has ended. */
  ended: boolean;
};
export type SiteMember = DeepReadonly<State>;

export const initial = (): State => ({ registered: null, ended: false });

export function evolve(person: State, { type, data }: Recorded<SiteMemberEvent>): State {
  switch (type) {
    case 'SiteMemberRegistered':
      return {
        ...person,
        registered: { profile: data.profile, ...(data.nickname !== undefined && { nickname: data.nickname }) },
      };
    case 'ProfileVisibilityChanged':
      return { ...person, registered: { ...person.registered!, profile: data.to } };
    case 'NicknameChanged': {
      if (!person.registered) return person;
      const { profile } = person.registered;
      return { ...person, registered: { profile, ...(data.nickname !== undefined && { nickname: data.nickname }) } };
    }
    case 'SiteMemberAccountEnded':
      return { registered: null, ended: true };
    default:
      return ignoreUnknownEvent(type, person);
  }
}

export const siteMemberFold = {
  initial,
  evolve,
  version: 1,
  types: [
    'SiteMemberRegistered',
    'ProfileVisibilityChanged',
    'NicknameChanged',
    'SiteMemberAccountEnded',
  ] as const satisfies readonly SiteMemberEvent['type'][],
};

/** The stream of a person in the site's directory. Without a `memberId` there is no stream, and the state is empty. */
export const personStream = (siteId: string, memberId: MemberId | undefined) =>
  defineStream(memberId === undefined ? null : `siteMember-${siteId}.${memberId}`, siteMemberFold);
