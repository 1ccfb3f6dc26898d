import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { memberJoined, memberLeft } from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { unassignRole } from './unassign-role.decision';

const scenario = scenarioOf(unassignRole);
const from = ({ memberId }: { memberId: string }) => ({ groupId, memberId });
const group = [groupCreated(), roleAssigned(mira), roleAssigned(tomo)];
const theirs = [memberJoined(tomo)];

describe('unassign a role', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: from(tomo), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['another admin', mira],
    ['the admin', tomo],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('makes an admin a plain member, asked by %s', (_, by) =>
    scenario({
      given: { group, mine: joinedIfOneOf([mira, tomo], by), theirs },
      when: from(tomo),
      by,
      then: [roleUnassigned(tomo)],
    }),
  );
  it.each([
    ['an outsider', []],
    ['a member', [memberJoined(ravi)]],
  ] as const)('is not for %s, whoever it is for', (_, mine) =>
    scenario({ given: { group, mine }, when: from(tomo), refused: 'PERMISSION_DENIED' }),
  );

  it.each([
    ['a plain member', ravi, { theirs: [memberJoined(ravi)] }, 'ROLE_NOT_HELD'],
    ['an outsider', ravi, {}, 'NOT_A_MEMBER'],
    ['somebody who left', ravi, { theirs: [memberJoined(ravi), memberLeft(ravi)] }, 'NOT_A_MEMBER'],
    [
      'an admin who is gone but whose membership still stands',
      tomo,
      { theirs, group: [...group, roleUnassigned(tomo, 'REMOVED')] },
      'NOT_A_MEMBER',
    ],
    ['the owner', olga, { theirs: [memberJoined(olga)] }, 'OWNER_STAYS'],
  ] as const)('is refused for %s', (_, who, given, refused) =>
    scenario({ given: { group, ...given }, when: from(who), by: anna, refused }),
  );

  it('is refused for an admin who came back, though the group still names them', () =>
    scenario({
      given: [{ theirs, group }, { theirs: [memberLeft(tomo), memberJoined(tomo)] }],
      when: from(tomo),
      by: anna,
      refused: 'ROLE_NOT_HELD',
    }));
  it('refuses the second of two admins who demote each other', () =>
    scenario({
      given: { group: [...group, roleUnassigned(mira)], mine: [memberJoined(mira)], theirs },
      when: from(tomo),
      by: mira,
      refused: 'PERMISSION_DENIED',
    }));
});
