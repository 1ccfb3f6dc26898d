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

const registered = siteMemberRegistered(ravi, 'PUBLIC', 'Rav');

it.each<[string, SiteMemberEvent[], SiteMember['registered']]>([
  ['is not in the directory at first', [], null],
  ['is in the directory once registered', [siteMemberRegistered(ravi, 'PRIVATE')], { profile: 'PRIVATE' }],
  ['has a nickname', [registered], { profile: 'PUBLIC', nickname: 'Rav' }],
  [
    'changes the profile',
    [registered, profileVisibilityChanged(ravi, 'PRIVATE')],
    { profile: 'PRIVATE', nickname: 'Rav' },
  ],
  ['gets another nickname', [registered, nicknameChanged(ravi, 'Ravi')], { profile: 'PUBLIC', nickname: 'Ravi' }],
  ['clears the nickname', [registered, nicknameChanged(ravi)], { profile: 'PUBLIC' }],
])('a site member %s', (_, events, registered) =>
  expect(stateAfter(siteMemberFold, ...events)).toStrictEqual({ registered, ended: false }),
);

it('is not in the directory once the account has ended', () =>
  expect(stateAfter(siteMemberFold, registered, siteMemberAccountEnded(ravi))).toStrictEqual({
    registered: null,
    ended: true,
  }));
