import {
  groupCreated,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { joinRequested, memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { leaveGroup, unassignLeavingAdmin } from './leave-group.decision';

const when = { groupId };
const group = [groupCreated()];
const callerMembership = [memberJoined(ravi)];

describe('leave a group: first step down', () => {
  const scenario = scenarioOf(unassignLeavingAdmin);
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('takes nothing from a plain member', () => scenario({ given: { group, callerMembership }, when, then: [] }));
  it('takes the role from an admin, because they leave', () =>
    scenario({
      given: { group: [...group, roleAssigned(ravi)], callerMembership },
      when,
      then: [roleUnassigned(ravi, 'LEFT')],
    }));
  it('lets members of a secret group out', () =>
    scenario({ given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership }, when, then: [] }));
  it('lets members out whose profile turned private', () =>
    scenario({ given: { group, callerMembership, person: [siteMemberRegistered(ravi, 'PRIVATE')] }, when, then: [] }));

  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it.each([
    ['the owner', { callerMembership: [memberJoined(olga)] }],
    ['the owner, also before their membership has begun', {}],
  ] as const)('keeps %s', (_, given) =>
    scenario({ given: { group, ...given }, when, by: olga, refused: 'OWNER_STAYS' }),
  );
  it('follows the group to its next owner', () => {
    const handedOver = [...group, groupOwnershipTransferred(olga, ravi)];
    scenario({ given: { group: handedOver, callerMembership }, when, refused: 'OWNER_STAYS' });
    scenario({
      given: { group: handedOver, callerMembership: [memberJoined(olga, 'CREATED')] },
      when,
      by: olga,
      then: [roleUnassigned(olga, 'LEFT')],
    });
  });
  it.each([
    ['an outsider', ravi, {}],
    ['somebody who waits to be let in', ravi, { callerMembership: [joinRequested(ravi)] }],
    ['somebody who left already', ravi, { callerMembership: [...callerMembership, memberLeft(ravi)] }],
    ['somebody who was removed', ravi, { callerMembership: [...callerMembership, memberRemoved(ravi)] }],
    [
      'an admin who is gone but whose membership still stands',
      ravi,
      { callerMembership, group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
    ['a site admin who never joined', anna, {}],
  ] as const)('is refused to %s', (_, by, given) =>
    scenario({ given: { group, ...given }, when, by, refused: 'NOT_A_MEMBER' }),
  );
});

describe('leave a group: then the membership ends', () => {
  const scenario = scenarioOf(leaveGroup);
  it('of a plain member', () => scenario({ given: { group, callerMembership }, when, then: [memberLeft(ravi)] }));
  it('of an admin who stepped down', () =>
    scenario({
      given: { group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')], callerMembership },
      when,
      then: [memberLeft(ravi)],
    }));
  it('but not of one whom the group was handed over to meanwhile', () =>
    scenario({
      given: { group: [...group, groupOwnershipTransferred(olga, ravi)], callerMembership },
      when,
      refused: 'OWNER_STAYS',
    }));
  it('only once, whoever ended it', () =>
    scenario({ given: { group, callerMembership: [...callerMembership, memberRemoved(ravi)] }, when, then: [] }));
});
