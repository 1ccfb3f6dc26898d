import {
  groupCreated,
  groupId,
  groupOwnershipTransferred,
  groupRenamed,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  adminNominated,
  joinRequested,
  memberBanned,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, settingsWithUnknown, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { handOverOwnership, nominateOwner } from './hand-over-ownership.decision';

const scenario = scenarioOf(handOverOwnership);
const when = { groupId, memberId: mira.memberId };
const group = [groupCreated()];
const joined = [memberJoined(mira)];
const targetMembership = [...joined, adminNominated(mira)];

describe('hand over ownership', () => {
  it.each([
    ['the owner', olga],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({ given: { group, targetMembership }, when, by, then: [groupOwnershipTransferred(olga, mira)] }),
  );
  it.each([
    ['an outsider', tomo, {}],
    ['a member', ravi, { callerMembership: [memberJoined(ravi)] }],
    ['an admin', ravi, { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi)] }],
    ['the former owner', olga, { group: [...group, groupOwnershipTransferred(olga, mira)] }],
    ['somebody with a pending request', ravi, { callerMembership: [joinRequested(ravi)] }],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, by, given) =>
    scenario({ given: { group, targetMembership, ...given }, when, by, refused: 'PERMISSION_DENIED' }),
  );
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it.each(['PRIVATE', 'SECRET'] as const)('accepts in a %s group', (privacyStatus) => {
    const then = [groupOwnershipTransferred(olga, mira)];
    for (const by of [olga, anna, billing])
      scenario({ given: { group: [groupCreated({ privacyStatus })], targetMembership }, when, by, then });
  });

  it('accepts an admin as the new owner', () =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], targetMembership },
      when,
      by: olga,
      then: [groupOwnershipTransferred(olga, mira)],
    }));
  it('accepts a member with a private profile as the new owner', () =>
    scenario({
      given: { group, targetMembership, person: [siteMemberRegistered(mira, 'PRIVATE')] },
      when,
      by: olga,
      then: [groupOwnershipTransferred(olga, mira)],
    }));
  it('appends no event for the owner', () => {
    const toOlga = { groupId, memberId: olga.memberId };
    for (const by of [olga, anna, billing]) scenario({ given: { group }, when: toOlga, by, then: [] });
  });
  it('accepts a group without an owner', () => {
    const given = { group: [...group, groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')], targetMembership };
    for (const by of [anna, billing]) scenario({ given, when, by, then: [groupOwnershipTransferred(null, mira)] });
    scenario({ given, when, by: olga, refused: 'PERMISSION_DENIED' });
    scenario({
      given: { ...given, callerMembership: joinedIfOneOf([mira], mira) },
      when,
      by: mira,
      refused: 'PERMISSION_DENIED',
    });
  });
  it('accepts the next owner as the caller', () =>
    scenario({
      given: {
        group: [...group, groupOwnershipTransferred(olga, mira)],
        callerMembership: targetMembership,
        targetMembership: [memberJoined(ravi), adminNominated(ravi)],
      },
      when: { groupId, memberId: ravi.memberId },
      by: mira,
      then: [groupOwnershipTransferred(mira, ravi)],
    }));

  it.each([
    ['an outsider', []],
    ['somebody with a pending request', [joinRequested(mira)]],
    ['somebody who left', [...targetMembership, memberLeft(mira)]],
    ['somebody who was banned', [...targetMembership, memberRemoved(mira), memberBanned(mira)]],
  ] as const)('is refused for %s', (_, events) =>
    scenario({ given: { group, targetMembership: events }, when, by: olga, refused: 'NOT_A_MEMBER' }),
  );
  it.each(['LEFT', 'REMOVED', 'BANNED'] as const)('is refused for an admin who departed just before: %s', (because) =>
    scenario({
      given: { group: [...group, roleAssigned(mira), roleUnassigned(mira, because)], targetMembership },
      when,
      by: olga,
      refused: 'NOT_A_MEMBER',
    }),
  );
  it.each([
    ['whose account ended', [siteMemberRegistered(mira), siteMemberAccountEnded(mira)], 'PUBLIC'],
    ['who is not in the directory', [], 'REFUSE'],
  ] as const)('refuses SITE_MEMBER_NOT_FOUND for a person %s, member or not', (_, person, unknown) => {
    for (const events of [targetMembership, []])
      scenario({
        given: { group, targetMembership: events, person },
        when,
        by: olga,
        settings: settingsWithUnknown(unknown),
        refused: 'SITE_MEMBER_NOT_FOUND',
      });
  });

  describe('the expected revision', () => {
    const renamed = [...group, groupRenamed('Flow', 'flow', 'yoga'), roleAssigned(mira)];
    it('accepts a matching revision', () =>
      scenario({
        given: { group: renamed, targetMembership },
        when: { ...when, expected: [1] },
        by: olga,
        then: [groupOwnershipTransferred(olga, mira)],
      }));
    it('refuses an outdated revision, also from the owner', () => {
      scenario({
        given: { group: renamed, targetMembership },
        when: { ...when, expected: [0] },
        by: olga,
        refused: 'STALE_REVISION',
      });
      const toOlga = { groupId, memberId: olga.memberId, expected: [0] };
      scenario({ given: { group: renamed }, when: toOlga, by: olga, refused: 'STALE_REVISION' });
    });
    it('is checked after the right and before the person', () => {
      const stale = { ...when, expected: [] };
      scenario({ given: {}, when: stale, by: olga, refused: 'GROUP_NOT_FOUND' });
      scenario({ given: { group, targetMembership }, when: stale, by: tomo, refused: 'PERMISSION_DENIED' });
      scenario({ given: { group }, when: stale, by: olga, refused: 'STALE_REVISION' });
      const ended = [siteMemberRegistered(mira), siteMemberAccountEnded(mira)];
      scenario({ given: { group, person: ended }, when: stale, by: olga, refused: 'STALE_REVISION' });
    });
  });
});

describe('hand over ownership, first step: the nomination', () => {
  const firstStep = scenarioOf(nominateOwner);
  it('nominates the next owner, who may be nobody else after it', () => {
    firstStep({ given: { group, targetMembership: joined }, when, by: olga, then: [adminNominated(mira)] });
    scenario({ given: { group, targetMembership: joined }, when, by: olga, refused: 'START_OVER' });
  });
  it.each([
    ['somebody nominated before', group, targetMembership],
    ['an admin', [...group, roleAssigned(mira)], joined],
    ['the owner', [...group, groupOwnershipTransferred(olga, mira)], joined],
  ] as const)('appends no event for %s', (_, events, membership) =>
    firstStep({ given: { group: events, targetMembership: membership }, when, by: anna, then: [] }),
  );
  it('is refused like the second step', () => {
    firstStep({ given: { group, targetMembership }, when, refused: 'PERMISSION_DENIED' });
    firstStep({ given: { group }, when, by: olga, refused: 'NOT_A_MEMBER' });
  });
});
