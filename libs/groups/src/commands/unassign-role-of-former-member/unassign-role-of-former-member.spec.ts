import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import type { GroupEvent } from '../../domain/group/group.events';
import { memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import { olga, tomo } from '../../testing/people.examples';
import { type Given, scenarioOf } from '../../testing/scenario';
import { unassignRoleOfFormerMember } from './unassign-role-of-former-member.decision';

const scenario = scenarioOf(unassignRoleOfFormerMember);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(tomo)];
const returns = { targetMembership: [memberLeft(tomo), memberJoined(tomo)] };

describe('take back the role', () => {
  it.each([
    ['left', [memberJoined(tomo), memberLeft(tomo)]],
    ['was removed', [memberJoined(tomo), memberRemoved(tomo)]],
  ] as const)('of an admin who %s', (_, targetMembership) =>
    scenario({ given: { group, targetMembership }, when, then: [roleUnassigned(tomo)] }),
  );

  it.each<[string, Given]>([
    ['left and returned', [{ targetMembership: [memberJoined(tomo)], group }, returns]],
    [
      'was named while away, and returned',
      [{ targetMembership: [memberJoined(tomo), memberLeft(tomo)], group }, { targetMembership: [memberJoined(tomo)] }],
    ],
    ['was named before they joined', [{ group }, { targetMembership: [memberJoined(tomo)] }]],
  ])('of somebody who %s, and lets them stay', (_, given) => scenario({ given, when, then: [roleUnassigned(tomo)] }));

  it.each([
    ['an admin who belongs', group, [memberJoined(tomo)]],
    ['somebody who left and is no admin', [groupCreated()], [memberJoined(tomo), memberLeft(tomo)]],
    ['one who lost it already', [...group, roleUnassigned(tomo, 'LEFT')], [memberJoined(tomo), memberLeft(tomo)]],
    ['an admin of a deleted group', [...group, groupDeleted()], []],
  ] as const)('changes nothing for %s', (_, events, targetMembership) =>
    scenario({ given: { group: events, targetMembership }, when, then: [] }),
  );
  it.each<[string, GroupEvent]>([
    ['named again', roleAssigned(tomo)],
    ['forgotten by the group already', roleUnassigned(tomo)],
  ])('changes nothing for somebody who returned and was %s', (_, event) =>
    scenario({
      given: [
        { targetMembership: [memberJoined(tomo)], group },
        { ...returns, group: [event] },
      ],
      when,
      then: [],
    }),
  );
  it('changes nothing for the owner, who joined after being named', () =>
    scenario({
      given: [{ group }, { targetMembership: [memberJoined(olga, 'CREATED')] }],
      when: { groupId, memberId: olga.memberId },
      then: [],
    }));
  it('changes nothing for the owner, whose membership may still be to come', () =>
    scenario({ given: { group }, when: { groupId, memberId: olga.memberId }, then: [] }));
});
