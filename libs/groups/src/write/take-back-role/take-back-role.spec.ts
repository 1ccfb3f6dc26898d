import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import type { GroupEvent } from '../../group/group.events';
import { memberJoined, memberLeft, memberRemoved } from '../../membership/membership.examples';
import { olga, tomo } from '../../people.examples';
import { type Given, scenarioOf } from '../../scenario.examples';
import { takeBackRole } from './take-back-role.decision';

const scenario = scenarioOf(takeBackRole);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(tomo)];
const returns = { theirs: [memberLeft(tomo), memberJoined(tomo)] };

describe('take back the role', () => {
  it.each([
    ['left', [memberJoined(tomo), memberLeft(tomo)]],
    ['was removed', [memberJoined(tomo), memberRemoved(tomo)]],
  ] as const)('of an admin who %s', (_, theirs) =>
    scenario({ given: { group, theirs }, when, then: [roleUnassigned(tomo)] }),
  );

  it.each<[string, Given]>([
    ['left and returned', [{ theirs: [memberJoined(tomo)], group }, returns]],
    [
      'was named while away, and returned',
      [{ theirs: [memberJoined(tomo), memberLeft(tomo)], group }, { theirs: [memberJoined(tomo)] }],
    ],
    ['was named before they joined', [{ group }, { theirs: [memberJoined(tomo)] }]],
  ])('of somebody who %s, and lets them stay', (_, given) => scenario({ given, when, then: [roleUnassigned(tomo)] }));

  it.each([
    ['an admin who belongs', group, [memberJoined(tomo)]],
    ['somebody who left and is no admin', [groupCreated()], [memberJoined(tomo), memberLeft(tomo)]],
    ['one who lost it already', [...group, roleUnassigned(tomo, 'LEFT')], [memberJoined(tomo), memberLeft(tomo)]],
    ['an admin of a deleted group', [...group, groupDeleted()], []],
  ] as const)('changes nothing for %s', (_, events, theirs) =>
    scenario({ given: { group: events, theirs }, when, then: [] }),
  );
  it.each<[string, GroupEvent]>([
    ['named again', roleAssigned(tomo)],
    ['forgotten by the group already', roleUnassigned(tomo)],
  ])('changes nothing for somebody who returned and was %s', (_, event) =>
    scenario({
      given: [
        { theirs: [memberJoined(tomo)], group },
        { ...returns, group: [event] },
      ],
      when,
      then: [],
    }),
  );
  it('changes nothing for the owner, who joined after being named', () =>
    scenario({
      given: [{ group }, { theirs: [memberJoined(olga, 'CREATED')] }],
      when: { groupId, memberId: olga.memberId },
      then: [],
    }));
  it('changes nothing for the owner, whose membership may still be to come', () =>
    scenario({ given: { group }, when: { groupId, memberId: olga.memberId }, then: [] }));
});
