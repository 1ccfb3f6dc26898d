import type { Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { BanningEvent } from '../../domain/membership/banning';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  banLifted,
  invitationRevoked,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { rejectionReasons } from '../../domain/membership/reasons';
import { anna, billing, mira, olga, ravi, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { banMember, type BanMemberRefusal, unassignBannedAdmin } from './ban-members.decision';

type Arguments = Parameters<typeof unassignBannedAdmin>;
const ban = (...decided: Arguments) => banMember(...decided, []);
const finish = (...decided: Arguments) => banMember(...decided, [{}]);

const when = { groupId, memberId: tomo.memberId, reason: 'Spam.' };
const group = [groupCreated(), roleAssigned(mira)];
const words = { bannedById: 'mira', reason: 'Spam.' };
const announced = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED', words)];
const banned = memberBanned(tomo, mira, 'Spam.');

type Step = (...decided: Arguments) => Decision<RoleUnassigned | BanningEvent, BanMemberRefusal>;

describe.each<[string, Step]>([
  ['first the role', unassignBannedAdmin],
  ['then the ban', ban],
])('ban members: %s', (_, step) => {
  const scenario = scenarioOf(step);
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who is gone',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')] },
    ],
  ] as const)('is not for %s, whoever it is for', (_, given) =>
    scenario({
      given: { group, person: [siteMemberAccountEnded(tomo)], ...given },
      when,
      refused: 'PERMISSION_DENIED',
    }),
  );

  it('finds nobody whose account ended, not even the owner', () =>
    scenario({
      given: { group, person: [siteMemberAccountEnded(olga)] },
      when: { groupId, memberId: olga.memberId },
      by: anna,
      refused: 'SITE_MEMBER_NOT_FOUND',
    }));
  it('finds nobody unknown where the house refuses them', () =>
    scenario({
      given: { group },
      when,
      by: olga,
      settings: settingsWithUnknown('REFUSE'),
      refused: 'SITE_MEMBER_NOT_FOUND',
    }));
  it.each([
    ['an admin', mira, [memberJoined(mira)]],
    ['the owner', olga, [memberJoined(olga)]],
    ['a site admin', anna, []],
  ] as const)('keeps the owner, whoever asks: %s', (_, by, callerMembership) =>
    scenario({
      given: { group, callerMembership },
      when: { groupId, memberId: olga.memberId },
      by,
      refused: 'OWNER_STAYS',
    }),
  );
});

describe('ban members: first an admin loses the role', () => {
  const scenario = scenarioOf(unassignBannedAdmin);
  const targetMembership = [memberJoined(tomo)];

  it('by another admin, with what will stand in the ban', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], callerMembership: [memberJoined(mira)], targetMembership },
      when,
      by: mira,
      then: [roleUnassigned(tomo, 'BANNED', words)],
    }));
  it('by an app, without a reason', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], targetMembership },
      when: { groupId, memberId: tomo.memberId },
      by: billing,
      then: [roleUnassigned(tomo, 'BANNED', {})],
    }));
  it('not by one whom they banned a moment before', () =>
    scenario({
      given: {
        callerMembership: [memberJoined(mira)],
        targetMembership,
        group: [...group, roleAssigned(tomo), roleUnassigned(mira, 'BANNED')],
      },
      when,
      by: mira,
      refused: 'PERMISSION_DENIED',
    }));
  it.each([
    ['a member', { group, targetMembership }],
    ['an outsider', { group }],
    ['somebody banned', { group, targetMembership: [memberBanned(tomo)] }],
    ['one whom the group has banned already', { targetMembership, group: announced }],
  ] as const)('which %s does not have', (_, given) => scenario({ given, when, by: olga, then: [] }));
});

describe('ban members: then the ban is written', () => {
  const scenario = scenarioOf(ban);

  it.each([
    ['the owner', olga, 'olga'],
    ['an admin', mira, 'mira'],
    ['a site admin', anna, 'anna'],
    ['an app', billing, undefined],
  ] as const)('by %s', (_, by, bannedById) => {
    const { memberId } = tomo;
    const data = { groupId, memberId, ...(bannedById && { bannedById }), reason: 'Spam.' };
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by) },
      when,
      by,
      then: [{ type: 'MemberBanned', data }],
    });
  });
  it.each([
    ['a member, who is removed', [memberJoined(tomo)], [memberRemoved(tomo)]],
    [
      'somebody who waits, who is rejected',
      [joinRequested(tomo)],
      [joinRequestRejected(tomo, rejectionReasons.cannotBecomeMember)],
    ],
    ['somebody invited, whose invitation is over', [memberInvited(tomo)], [invitationRevoked(tomo)]],
    [
      'somebody who waits and is invited',
      [joinRequested(tomo), memberInvited(tomo)],
      [joinRequestRejected(tomo, rejectionReasons.cannotBecomeMember), invitationRevoked(tomo)],
    ],
    ['somebody who left', [memberJoined(tomo), memberLeft(tomo)], []],
    ['somebody whose ban was lifted', [memberBanned(tomo), banLifted(tomo)], []],
  ] as const)('for %s', (_, targetMembership, first) =>
    scenario({
      given: { group, callerMembership: [memberJoined(mira)], targetMembership },
      when,
      by: mira,
      then: [...first, banned],
    }),
  );
  it('for people with any profile', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(mira)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      when,
      by: mira,
      then: [banned],
    }));
  it('in a secret group, by its admins', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })] },
      when: { groupId, memberId: tomo.memberId },
      by: olga,
      then: [memberBanned(tomo, olga)],
    }));
  it('once, and stays as it is', () =>
    scenario({ given: { group, targetMembership: [memberBanned(tomo, anna, 'Other.')] }, when, by: olga, then: [] }));
  it('as the group has announced it, whoever comes to write it', () =>
    scenario({
      given: { targetMembership: [memberJoined(tomo)], group: announced },
      when: { groupId, memberId: tomo.memberId, reason: 'Another.' },
      by: olga,
      then: [memberRemoved(tomo), banned],
    }));
});

describe('ban members: an announced ban is finished', () => {
  const scenario = scenarioOf(finish);
  const targetMembership = [memberJoined(tomo)];

  it('though whoever banned is no admin any more', () =>
    scenario({
      given: {
        callerMembership: [memberJoined(mira)],
        targetMembership,
        group: [...announced, roleUnassigned(mira, 'REMOVED')],
      },
      when,
      by: mira,
      then: [memberRemoved(tomo), banned],
    }));
  it('once, when a policy was faster', () =>
    scenario({
      given: { targetMembership: [...targetMembership, memberRemoved(tomo), banned], group: announced },
      when,
      by: mira,
      then: [],
    }));
  it.each([
    ['lifted meanwhile', [banLifted(tomo)]],
    ['written and lifted meanwhile', [memberRemoved(tomo), banned, banLifted(tomo)]],
    ['lifted meanwhile, and the person is back', [memberRemoved(tomo), banned, banLifted(tomo), memberJoined(tomo)]],
  ] as const)('not when it was %s', (_, since) =>
    scenario({
      given: [{ targetMembership, group: announced }, { targetMembership: since }],
      when,
      by: mira,
      then: [],
    }),
  );
});
