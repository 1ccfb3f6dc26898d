import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { joinRequested, memberJoined, memberLeft } from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { assignRole } from './assign-role.decision';

const scenario = scenarioOf(assignRole);
const to = (who: { memberId: string }, role: 'ADMIN' | 'MEMBER' = 'ADMIN') =>
  ({ groupId, memberId: who.memberId, role }) as const;
const group = [groupCreated()];
const theirs = [memberJoined(tomo)];

describe('assign a role', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: to(tomo), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], mine: joinedIfOneOf([mira], by), theirs },
      when: to(tomo),
      by,
      then: [roleAssigned(tomo)],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { mine: [memberJoined(ravi)] }],
    ['a former admin', { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi)] }],
  ] as const)('is not for %s, whoever it is for', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), refused: 'PERMISSION_DENIED' }),
  );
  it('is not for an admin who came back, though the group still names them', () =>
    scenario({
      given: [
        { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi)], theirs },
        { mine: [memberLeft(ravi), memberJoined(ravi)] },
      ],
      when: to(tomo),
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['an outsider', {}],
    ['somebody who only asked', { theirs: [joinRequested(tomo)] }],
    ['somebody who left', { theirs: [memberJoined(tomo), memberLeft(tomo)] }],
    [
      'an admin who is gone but whose membership still stands',
      { theirs, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
    ],
  ] as const)('makes no member of %s', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), by: olga, refused: 'NOT_A_MEMBER' }),
  );

  it('takes the role of an admin back', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], theirs },
      when: to(tomo, 'MEMBER'),
      by: olga,
      then: [roleAssigned(tomo, 'MEMBER')],
    }));
  it.each([
    ['a member a member', group, to(tomo, 'MEMBER')],
    ['an admin an admin', [...group, roleAssigned(tomo)], to(tomo)],
    ['the owner an admin', group, to(olga)],
  ] as const)('changes nothing to make %s', (_, events, when) => {
    const given = { group: events, theirs: when.memberId === 'olga' ? [] : theirs };
    return scenario({ given, when, by: anna, then: [] });
  });
  it.each([
    ['themselves', olga],
    ['a site admin', anna],
  ] as const)('leaves the owner an admin, whoever asks: %s', (_, by) =>
    scenario({ given: { group, theirs: [memberJoined(olga)] }, when: to(olga, 'MEMBER'), by, refused: 'OWNER_STAYS' }),
  );

  it('gives it to somebody who came back', () =>
    scenario({
      given: [
        { theirs, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { theirs: [memberLeft(tomo), memberJoined(tomo)] },
      ],
      when: to(tomo),
      by: olga,
      then: [roleAssigned(tomo)],
    }));
  describe('to somebody who came back while the group still names them', () => {
    const given = [
      { theirs, group: [...group, roleAssigned(tomo)] },
      { theirs: [memberLeft(tomo), memberJoined(tomo)] },
    ];
    it('names them again', () => scenario({ given, when: to(tomo), by: olga, then: [roleAssigned(tomo)] }));
    it('changes nothing to make them a member', () =>
      scenario({ given, when: to(tomo, 'MEMBER'), by: olga, then: [] }));
  });
});
