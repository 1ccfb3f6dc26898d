import { stateAfter } from '../../testing/history';
import { ravi } from '../../testing/people.examples';
import {
  nicknameChanged,
  profileVisibilityChanged,
  siteMemberAccountEnded,
  siteMemberRegistered,
} from '../../testing/site-member.examples';
import type { SiteMemberEvent } from './site-member.events';
import { type SiteMember, siteMemberFold } from './site-member.state';

const rav = siteMemberRegistered(ravi, 'PUBLIC', 'Rav');

it.each<[string, SiteMemberEvent[], SiteMember['registered']]>([
  ['is unknown at first', [], null],
  ['is known once registered', [siteMemberRegistered(ravi, 'PRIVATE')], { profile: 'PRIVATE' }],
  ['has a nickname', [rav], { profile: 'PUBLIC', nickname: 'Rav' }],
  [
    'shows or hides the profile',
    [rav, profileVisibilityChanged(ravi, 'PRIVATE')],
    { profile: 'PRIVATE', nickname: 'Rav' },
  ],
  ['gets another nickname', [rav, nicknameChanged(ravi, 'Ravi')], { profile: 'PUBLIC', nickname: 'Ravi' }],
  ['gets rid of the nickname', [rav, nicknameChanged(ravi)], { profile: 'PUBLIC' }],
])('a person of the site %s', (_, events, registered) =>
  expect(stateAfter(siteMemberFold, ...events)).toStrictEqual({ registered, ended: false }),
);

it('is nobody any more once the account has ended', () =>
  expect(stateAfter(siteMemberFold, rav, siteMemberAccountEnded(ravi))).toStrictEqual({
    registered: null,
    ended: true,
  }));
