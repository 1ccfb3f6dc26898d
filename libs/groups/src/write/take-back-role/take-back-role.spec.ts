import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { memberJoined, memberLeft, memberRemoved } from '../../membership/membership.examples';
import { olga, tomo } from '../../people.examples';
import { scenarioOf } from '../../scenario.examples';
import { takeBackRole } from './take-back-role.decision';

const scenario = scenarioOf(takeBackRole);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(tomo)];

describe('take back the role', () => {
  it.each([
    ['left', [memberJoined(tomo), memberLeft(tomo)]],
    ['was removed', [memberJoined(tomo), memberRemoved(tomo)]],
  ] as const)('of an admin who %s', (_, theirs) =>
    scenario({ given: { group, theirs }, when, then: [roleUnassigned(tomo, 'LEFT')] }),
  );

  it.each([
    ['an admin who belongs', group, [memberJoined(tomo)]],
    ['somebody who left and is no admin', [groupCreated()], [memberJoined(tomo), memberLeft(tomo)]],
    ['one who lost it already', [...group, roleUnassigned(tomo, 'LEFT')], [memberJoined(tomo), memberLeft(tomo)]],
    ['an admin of a deleted group', [...group, groupDeleted()], []],
  ] as const)('changes nothing for %s', (_, events, theirs) =>
    scenario({ given: { group: events, theirs }, when, then: [] }),
  );
  it('changes nothing for the owner, whose membership may still be to come', () =>
    scenario({ given: { group }, when: { groupId, memberId: olga.memberId }, then: [] }));
});
