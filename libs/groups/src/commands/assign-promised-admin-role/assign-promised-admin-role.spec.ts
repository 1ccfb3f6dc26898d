import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { assignPromisedAdminRole } from './assign-promised-admin-role.decision';

const scenario = scenarioOf(assignPromisedAdminRole);
const when = { groupId, memberId: anna.memberId };
const group = [groupCreated()];
const targetMembership = [memberJoined(anna, 'JOINED', 'ADMIN')];

describe('assign the admin role to a site admin', () => {
  it('assigns it to a site admin who joined', () =>
    scenario({ given: { group, targetMembership }, when, then: [roleAssigned(anna)] }));
  it('assigns it to one who came back', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')] },
        { targetMembership: [memberLeft(anna), ...targetMembership] },
      ],
      when,
      then: [roleAssigned(anna)],
    }));
  it('assigns it again to one who came back while they still had the role', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(anna)] },
        { targetMembership: [memberLeft(anna), ...targetMembership] },
      ],
      when,
      then: [roleAssigned(anna)],
    }));
  it.each([
    ['one who has the role', { group: [...group, roleAssigned(anna)], targetMembership }],
    ['one who left again', { group, targetMembership: [...targetMembership, memberLeft(anna)] }],
    ['one who departed', { group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')], targetMembership }],
    ['a deleted group', { group: [...group, groupDeleted()], targetMembership }],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when, then: [] }));
});
