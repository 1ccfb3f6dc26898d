import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { adminNominated, joinRequested, memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { assignRole, nominateAdmin } from './assign-role.decision';

const scenario = scenarioOf(assignRole);
const to = (who: { memberId: string }, role: 'ADMIN' | 'MEMBER' = 'ADMIN') =>
  ({ groupId, memberId: who.memberId, role }) as const;
const group = [groupCreated()];
const joined = [memberJoined(tomo)];
const targetMembership = [...joined, adminNominated(tomo)];

describe('assign a role', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: to(tomo), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
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
  ] as const)('refuses PERMISSION_DENIED to %s before other checks', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), refused: 'PERMISSION_DENIED' }),
  );
  it('refuses a caller who came back, though they still have the role in the group', () =>
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
    ['somebody with only a request', { targetMembership: [joinRequested(tomo)] }],
    ['somebody who left', { targetMembership: [memberJoined(tomo), memberLeft(tomo)] }],
    [
      'a departed admin whose membership has not ended yet',
      { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
    ],
  ] as const)('refuses NOT_A_MEMBER for %s', (_, given) =>
    scenario({ given: { group, ...given }, when: to(tomo), by: olga, refused: 'NOT_A_MEMBER' }),
  );

  it('makes an admin a plain member', () =>
    scenario({
      given: { group: [...group, roleAssigned(tomo)], targetMembership },
      when: to(tomo, 'MEMBER'),
      by: olga,
      then: [roleUnassigned(tomo)],
    }));
  it.each([
    ['a member a member', group, to(tomo, 'MEMBER')],
    ['an admin an admin', [...group, roleAssigned(tomo)], to(tomo)],
    ['the owner an admin', group, to(olga)],
  ] as const)('appends no event to make %s', (_, events, when) => {
    const given = { group: events, targetMembership: when.memberId === 'olga' ? [] : targetMembership };
    return scenario({ given, when, by: anna, then: [] });
  });
  it.each([
    ['themselves', olga],
    ['a site admin', anna],
  ] as const)('refuses OWNER_STAYS for the owner, called by %s', (_, by) =>
    scenario({
      given: { group, targetMembership: [memberJoined(olga)] },
      when: to(olga, 'MEMBER'),
      by,
      refused: 'OWNER_STAYS',
    }),
  );

  it('assigns the role to somebody who came back', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { targetMembership: [memberLeft(tomo), ...targetMembership] },
      ],
      when: to(tomo),
      by: olga,
      then: [roleAssigned(tomo)],
    }));
  it('starts over for somebody who came back after they were nominated', () =>
    scenario({ given: { group, targetMembership: joined }, when: to(tomo), by: olga, refused: 'START_OVER' }));
  describe('to somebody who came back while they still have the role in the group', () => {
    const given = [
      { targetMembership, group: [...group, roleAssigned(tomo)] },
      { targetMembership: [memberLeft(tomo), ...targetMembership] },
    ];
    it('assigns the role again', () => scenario({ given, when: to(tomo), by: olga, then: [roleAssigned(tomo)] }));
    it('appends no event to make them a member', () =>
      scenario({ given, when: to(tomo, 'MEMBER'), by: olga, then: [] }));
  });
});

describe('assign a role, first step: the nomination', () => {
  const firstStep = scenarioOf(nominateAdmin);
  it('nominates who becomes an admin', () =>
    firstStep({ given: { group, targetMembership: joined }, when: to(tomo), by: olga, then: [adminNominated(tomo)] }));
  it.each([
    ['somebody nominated before', group, to(tomo), targetMembership],
    ['an admin', [...group, roleAssigned(tomo)], to(tomo), joined],
    ['the owner', group, to(olga), []],
    ['who becomes a plain member', [...group, roleAssigned(tomo)], to(tomo, 'MEMBER'), targetMembership],
  ] as const)('appends no event for %s', (_, events, when, membership) =>
    firstStep({ given: { group: events, targetMembership: membership }, when, by: anna, then: [] }),
  );
  it('is refused like the second step', () => {
    firstStep({ given: { group, targetMembership }, when: to(tomo), refused: 'PERMISSION_DENIED' });
    firstStep({ given: { group }, when: to(tomo), by: olga, refused: 'NOT_A_MEMBER' });
    firstStep({ given: { group }, when: to(olga, 'MEMBER'), by: anna, refused: 'OWNER_STAYS' });
  });
});
