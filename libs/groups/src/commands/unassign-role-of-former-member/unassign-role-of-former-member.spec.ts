import type { GroupEvent } from '../../domain/group/group.events';
import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import { olga, tomo } from '../../testing/people.examples';
import { type Given, scenarioOf } from '../../testing/scenario';
import { unassignRoleOfFormerMember } from './unassign-role-of-former-member.decision';

const scenario = scenarioOf(unassignRoleOfFormerMember);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(tomo)];
const returns = { targetMembership: [memberLeft(tomo), memberJoined(tomo)] };

describe('unassign the role of a former member', () => {
  it.each([
    ['left', [memberJoined(tomo), memberLeft(tomo)]],
    ['was removed', [memberJoined(tomo), memberRemoved(tomo)]],
  ] as const)('unassigns it for an admin who %s', (_, targetMembership) =>
    scenario({ given: { group, targetMembership }, when, then: [roleUnassigned(tomo)] }),
  );

  it.each<[string, Given]>([
    ['left and returned', [{ targetMembership: [memberJoined(tomo)], group }, returns]],
    [
      'got the role while away, and returned',
      [{ targetMembership: [memberJoined(tomo), memberLeft(tomo)], group }, { targetMembership: [memberJoined(tomo)] }],
    ],
    ['got the role before they joined', [{ group }, { targetMembership: [memberJoined(tomo)] }]],
  ])('unassigns it for somebody who %s, without ending the membership', (_, given) =>
    scenario({ given, when, then: [roleUnassigned(tomo)] }),
  );

  it.each([
    ['an admin who belongs', group, [memberJoined(tomo)]],
    ['somebody who left and is no admin', [groupCreated()], [memberJoined(tomo), memberLeft(tomo)]],
    [
      'somebody who lost the role already',
      [...group, roleUnassigned(tomo, 'LEFT')],
      [memberJoined(tomo), memberLeft(tomo)],
    ],
    ['an admin of a deleted group', [...group, groupDeleted()], []],
  ] as const)('appends no event for %s', (_, events, targetMembership) =>
    scenario({ given: { group: events, targetMembership }, when, then: [] }),
  );
  it.each<[string, GroupEvent]>([
    ['got the role again', roleAssigned(tomo)],
    ['lost the role already', roleUnassigned(tomo)],
  ])('appends no event for somebody who returned and %s', (_, event) =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)], group },
        { ...returns, group: [event] },
      ],
      when,
      then: [],
    }),
  );
  it('appends no event for an owner who joined after getting the role', () =>
    scenario({
      given: [{ group }, { targetMembership: [memberJoined(olga, 'CREATED')] }],
      when: { groupId, memberId: olga.memberId },
      then: [],
    }));
  it('appends no event for an owner whose membership has not begun', () =>
    scenario({ given: { group }, when: { groupId, memberId: olga.memberId }, then: [] }));
});
