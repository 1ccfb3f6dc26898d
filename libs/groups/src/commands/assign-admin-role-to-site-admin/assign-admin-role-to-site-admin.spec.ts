import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { assignAdminRoleToSiteAdmin } from './assign-admin-role-to-site-admin.decision';

const scenario = scenarioOf(assignAdminRoleToSiteAdmin);
const when = { groupId, memberId: anna.memberId };
const group = [groupCreated()];
const targetMembership = [memberJoined(anna, 'JOINED', 'ADMIN')];

describe('give the admin role', () => {
  it('to a site admin who joined', () =>
    scenario({ given: { group, targetMembership }, when, then: [roleAssigned(anna)] }));
  it('to one who came back', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')] },
        { targetMembership: [memberLeft(anna), ...targetMembership] },
      ],
      when,
      then: [roleAssigned(anna)],
    }));
  it('to one who came back while the group still named them', () =>
    scenario({
      given: [
        { targetMembership, group: [...group, roleAssigned(anna)] },
        { targetMembership: [memberLeft(anna), ...targetMembership] },
      ],
      when,
      then: [roleAssigned(anna)],
    }));
  it.each([
    ['one who has it', { group: [...group, roleAssigned(anna)], targetMembership }],
    ['one who left again', { group, targetMembership: [...targetMembership, memberLeft(anna)] }],
    ['one who is gone', { group: [...group, roleAssigned(anna), roleUnassigned(anna, 'LEFT')], targetMembership }],
    ['a deleted group', { group: [...group, groupDeleted()], targetMembership }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
});
