import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { memberJoined, memberLeft } from '../../membership/membership.examples';
import { anna } from '../../people.examples';
import { scenarioOf } from '../../scenario.examples';
import { giveAdminRole } from './give-admin-role.decision';

const scenario = scenarioOf(giveAdminRole);
const when = { groupId, memberId: anna.memberId };
const group = [groupCreated()];
const theirs = [memberJoined(anna, 'JOINED', 'ADMIN')];

describe('give the admin role', () => {
  it('to a site admin who joined', () => scenario({ given: { group, theirs }, when, then: [roleAssigned(anna)] }));
  it('to one who came back', () =>
    scenario({
      given: [
        { theirs, group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')] },
        { theirs: [memberLeft(anna), ...theirs] },
      ],
      when,
      then: [roleAssigned(anna)],
    }));
  it('to one who came back while the group still named them', () =>
    scenario({
      given: [{ theirs, group: [...group, roleAssigned(anna)] }, { theirs: [memberLeft(anna), ...theirs] }],
      when,
      then: [roleAssigned(anna)],
    }));
  it.each([
    ['one who has it', { group: [...group, roleAssigned(anna)], theirs }],
    ['one who left again', { group, theirs: [...theirs, memberLeft(anna)] }],
    ['one who is gone', { group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')], theirs }],
    ['a deleted group', { group: [...group, groupDeleted()], theirs }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
});
