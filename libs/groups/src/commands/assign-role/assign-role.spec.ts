import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { joinRequested, memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { assignRole } from './assign-role.decision';

const scenario = scenarioOf(assignRole);
const to = (who: { memberId: string }, role: 'ADMIN' | 'MEMBER' = 'ADMIN') =>
  ({ groupId, memberId: who.memberId, role }) as const;
const group = [groupCreated()];
const targetMembership = [memberJoined(tomo)];

describe('assign a role', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: to(tomo), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], callerMembership: joinedIfOneOf([mira], by), targetMembership },
      when: to(tomo),
      by,
      then: [roleAssigned(tomo)],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'a former admin',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi)] },
    ],
  ] as const)('is not for %s, whoever it is for', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), refused: 'PERMISSION_DENIED' }),
  );
  it('is not for an admin who came back, though the group still names them', () =>
    scenario({
      given: [
        { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi)], targetMembership },
        { callerMembership: [memberLeft(ravi), memberJoined(ravi)] },
      ],
      when: to(tomo),
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['an outsider', {}],
    ['somebody who only asked', { targetMembership: [joinRequested(tomo)] }],
    ['somebody who left', { targetMembership: [memberJoined(tomo), memberLeft(tomo)] }],
    [
      'an admin who is gone but whose membership still stands',
      { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
    ],
  ] as const)('makes no member of %s', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), by: olga, refused: 'NOT_A_MEMBER' }),
  );

  it('takes the role of an admin back', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], targetMembership },
      when: to(tomo, 'MEMBER'),
      by: olga,
      then: [roleAssigned(tomo, 'MEMBER')],
    }));
  it.each([
    ['a member a member', group, to(tomo, 'MEMBER')],
    ['an admin an admin', [...group, roleAssigned(tomo)], to(tomo)],
    ['the owner an admin', group, to(olga)],
  ] as const)('changes nothing to make %s', (_, events, when) => {
    const given = { group: events, targetMembership: when.memberId === 'olga' ? [] : targetMembership };
    return scenario({ given, when, by: anna, then: [] });
  });
  it.each([
    ['themselves', olga],
    ['a site admin', anna],
  ] as const)('leaves the owner an admin, whoever asks: %s', (_, by) =>
    scenario({
      given: { group, targetMembership: [memberJoined(olga)] },
      when: to(olga, 'MEMBER'),
      by,
      refused: 'OWNER_STAYS',
    }),
  );

  it('gives it to somebody who came back', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { targetMembership: [memberLeft(tomo), memberJoined(tomo)] },
      ],
      when: to(tomo),
      by: olga,
      then: [roleAssigned(tomo)],
    }));
  describe('to somebody who came back while the group still names them', () => {
    const given = [
      { targetMembership, group: [...group, roleAssigned(tomo)] },
      { targetMembership: [memberLeft(tomo), memberJoined(tomo)] },
    ];
    it('names them again', () => scenario({ given, when: to(tomo), by: olga, then: [roleAssigned(tomo)] }));
    it('changes nothing to make them a member', () =>
      scenario({ given, when: to(tomo, 'MEMBER'), by: olga, then: [] }));
  });
});
