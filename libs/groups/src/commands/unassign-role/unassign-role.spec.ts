import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { unassignRole } from './unassign-role.decision';

const scenario = scenarioOf(unassignRole);
const from = ({ memberId }: { memberId: string }) => ({ groupId, memberId });
const group = [groupCreated(), roleAssigned(mira), roleAssigned(tomo)];
const targetMembership = [memberJoined(tomo)];

describe('unassign a role', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: from(tomo), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['another admin', mira],
    ['the admin', tomo],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('makes an admin a plain member, called by %s', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira, tomo], by), targetMembership },
      when: from(tomo),
      by,
      then: [roleUnassigned(tomo)],
    }),
  );
  it.each([
    ['an outsider', []],
    ['a member', [memberJoined(ravi)]],
  ] as const)('refuses PERMISSION_DENIED to %s before other checks', (_, callerMembership) =>
    scenario({ given: { group, callerMembership }, when: from(tomo), refused: 'PERMISSION_DENIED' }),
  );

  it.each([
    ['a plain member', ravi, { targetMembership: [memberJoined(ravi)] }, 'ROLE_NOT_HELD'],
    ['an outsider', ravi, {}, 'NOT_A_MEMBER'],
    ['somebody who left', ravi, { targetMembership: [memberJoined(ravi), memberLeft(ravi)] }, 'NOT_A_MEMBER'],
    [
      'a departed admin whose membership has not ended yet',
      tomo,
      { targetMembership, group: [...group, roleUnassigned(tomo, 'REMOVED')] },
      'NOT_A_MEMBER',
    ],
    ['the owner', olga, { targetMembership: [memberJoined(olga)] }, 'OWNER_STAYS'],
  ] as const)('is refused for %s', (_, who, given, refused) =>
    scenario({ given: { group, ...given }, when: from(who), by: anna, refused }),
  );

  it('is refused for an admin who left and came back', () =>
    scenario({
      given: [{ targetMembership, group }, { targetMembership: [memberLeft(tomo), memberJoined(tomo)] }],
      when: from(tomo),
      by: anna,
      refused: 'ROLE_NOT_HELD',
    }));
  it('refuses the second of two admins who demote each other', () =>
    scenario({
      given: { group: [...group, roleUnassigned(mira)], callerMembership: [memberJoined(mira)], targetMembership },
      when: from(tomo),
      by: mira,
      refused: 'PERMISSION_DENIED',
    }));
});
