import type { Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { BanningEvent } from '../../domain/membership/banning';
import { rejectionReasons } from '../../domain/membership/rejection-reasons';
import type { StartOver } from '../../domain/start-over';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  adminNominated,
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
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { banMember, type BanMemberRefusal, unassignBannedAdmin } from './ban-members.decision';

type Arguments = Parameters<typeof unassignBannedAdmin>;
const ban = (...args: Arguments) => banMember(...args, []);
const finish = (...args: Arguments) => banMember(...args, [{}]);

const when = { groupId, memberId: tomo.memberId, reason: 'Spam.' };
const group = [groupCreated(), roleAssigned(mira)];
const banData = { bannedById: 'mira', reason: 'Spam.' };
const announced = [...group, roleAssigned(tomo), roleUnassigned(tomo, 'BANNED', banData)];
const banned = memberBanned(tomo, mira, 'Spam.');

type Step = (...args: Arguments) => Decision<RoleUnassigned | BanningEvent, BanMemberRefusal | StartOver>;

describe.each<[string, Step]>([
  ['first step', unassignBannedAdmin],
  ['second step', ban],
])('ban members: %s', (_, step) => {
  const scenario = scenarioOf(step);
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who departed',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')] },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s before other checks', (_, given) =>
    scenario({
      given: { group, person: [siteMemberAccountEnded(tomo)], ...given },
      when,
      refused: 'PERMISSION_DENIED',
    }),
  );

  it('refuses SITE_MEMBER_NOT_FOUND for an ended account, also of the owner', () =>
    scenario({
      given: { group, person: [siteMemberAccountEnded(olga)] },
      when: { groupId, memberId: olga.memberId },
      by: anna,
      refused: 'SITE_MEMBER_NOT_FOUND',
    }));
  it('refuses SITE_MEMBER_NOT_FOUND for people who are not in the directory, with the setting REFUSE', () =>
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
  ] as const)('refuses OWNER_STAYS for the owner, called by %s', (_, by, callerMembership) =>
    scenario({
      given: { group, callerMembership },
      when: { groupId, memberId: olga.memberId },
      by,
      refused: 'OWNER_STAYS',
    }),
  );
});

describe('ban members, first step: an admin loses the role', () => {
  const scenario = scenarioOf(unassignBannedAdmin);
  const targetMembership = [memberJoined(tomo)];

  it('called by another admin, with the data of the ban', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], callerMembership: [memberJoined(mira)], targetMembership },
      when,
      by: mira,
      then: [roleUnassigned(tomo, 'BANNED', banData)],
    }));
  it('called by an app, without a reason', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], targetMembership },
      when: { groupId, memberId: tomo.memberId },
      by: billing,
      then: [roleUnassigned(tomo, 'BANNED', {})],
    }));
  it('refuses a caller who was banned just before', () =>
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
    ['a banned person', { group, targetMembership: [memberBanned(tomo)] }],
    ['a banned admin whose ban is not written yet', { targetMembership, group: announced }],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when, by: olga, then: [] }));
});

describe('ban members, second step: the ban is written', () => {
  const scenario = scenarioOf(ban);
  it('removes a member who once left as an admin: that departure is over', () =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)], group: [...group, roleAssigned(tomo)] },
        { group: [roleUnassigned(tomo, 'LEFT')] },
        { targetMembership: [memberLeft(tomo), memberJoined(tomo)] },
      ],
      when,
      by: olga,
      then: [memberRemoved(tomo), memberBanned(tomo, olga, 'Spam.')],
    }));
  it('starts over for a member who was nominated after the first step', () =>
    scenario({
      given: { group, targetMembership: [memberJoined(tomo), adminNominated(tomo)] },
      when,
      by: olga,
      refused: 'START_OVER',
    }));

  it.each([
    ['the owner', olga, 'olga'],
    ['an admin', mira, 'mira'],
    ['a site admin', anna, 'anna'],
    ['an app', billing, undefined],
  ] as const)('called by %s', (_, by, bannedById) => {
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
    ['a member, whose membership ends', [memberJoined(tomo)], [memberRemoved(tomo)]],
    [
      'somebody with a pending request, which is rejected',
      [joinRequested(tomo)],
      [joinRequestRejected(tomo, rejectionReasons.cannotBecomeMember)],
    ],
    ['somebody invited, whose invitation is revoked', [memberInvited(tomo)], [invitationRevoked(tomo)]],
    [
      'somebody with a pending request and an invitation',
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
  it('for people with a private profile', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(mira)], person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      when,
      by: mira,
      then: [banned],
    }));
  it('in a secret group', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })] },
      when: { groupId, memberId: tomo.memberId },
      by: olga,
      then: [memberBanned(tomo, olga)],
    }));
  it('appends no event for a banned person', () =>
    scenario({ given: { group, targetMembership: [memberBanned(tomo, anna, 'Other.')] }, when, by: olga, then: [] }));
  it("with the data of the ban in the group's stream, whoever calls", () =>
    scenario({
      given: { targetMembership: [memberJoined(tomo)], group: announced },
      when: { groupId, memberId: tomo.memberId, reason: 'Another.' },
      by: olga,
      then: [memberRemoved(tomo), banned],
    }));
});

describe('ban members, second step after a first step with an event', () => {
  const scenario = scenarioOf(finish);
  const targetMembership = [memberJoined(tomo)];

  it('writes the ban, also if the caller is no admin any more', () =>
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
  it('appends no event if a policy was faster', () =>
    scenario({
      given: { targetMembership: [...targetMembership, memberRemoved(tomo), banned], group: announced },
      when,
      by: mira,
      then: [],
    }));
  it.each([
    ['lifted in between', [banLifted(tomo)]],
    ['written and lifted in between', [memberRemoved(tomo), banned, banLifted(tomo)]],
    [
      'lifted in between, and the person joined again',
      [memberRemoved(tomo), banned, banLifted(tomo), memberJoined(tomo)],
    ],
  ] as const)('appends no event if the ban was %s', (_, since) =>
    scenario({
      given: [{ targetMembership, group: announced }, { targetMembership: since }],
      when,
      by: mira,
      then: [],
    }),
  );
});
