import {
  groupCreated,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  adminNominated,
  joinRequested,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { leaveGroup, unassignLeavingAdmin } from './leave-group.decision';

const when = { groupId };
const group = [groupCreated()];
const callerMembership = [memberJoined(ravi)];

describe('leave a group, first step: an admin loses the role', () => {
  const scenario = scenarioOf(unassignLeavingAdmin);
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('appends no event for a plain member', () => scenario({ given: { group, callerMembership }, when, then: [] }));
  it('unassigns the role that a nominated member may be about to get', () =>
    scenario({
      given: { group, callerMembership: [...callerMembership, adminNominated(ravi)] },
      when,
      then: [roleUnassigned(ravi, 'LEFT')],
    }));
  it('unassigns the role of an admin', () =>
    scenario({
      given: { group: [...group, roleAssigned(ravi)], callerMembership },
      when,
      then: [roleUnassigned(ravi, 'LEFT')],
    }));
  it('accepts a member of a secret group', () =>
    scenario({ given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership }, when, then: [] }));
  it('accepts a member with a private profile', () =>
    scenario({ given: { group, callerMembership, person: [siteMemberRegistered(ravi, 'PRIVATE')] }, when, then: [] }));

  it('refuses MEMBER_IDENTITY_REQUIRED to an app', () =>
    scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it.each([
    ['the owner', { callerMembership: [memberJoined(olga)] }],
    ['the owner, also before their membership has begun', {}],
  ] as const)('refuses OWNER_STAYS to %s', (_, given) =>
    scenario({ given: { group, ...given }, when, by: olga, refused: 'OWNER_STAYS' }),
  );
  it('refuses OWNER_STAYS to the next owner, not to the former one', () => {
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
    ['somebody with a pending request', ravi, { callerMembership: [joinRequested(ravi)] }],
    ['somebody who left already', ravi, { callerMembership: [...callerMembership, memberLeft(ravi)] }],
    ['somebody who was removed', ravi, { callerMembership: [...callerMembership, memberRemoved(ravi)] }],
    [
      'a departed admin whose membership has not ended yet',
      ravi,
      { callerMembership, group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
    ['a site admin who never joined', anna, {}],
  ] as const)('is refused to %s', (_, by, given) =>
    scenario({ given: { group, ...given }, when, by, refused: 'NOT_A_MEMBER' }),
  );
});

describe('leave a group, second step: the membership ends', () => {
  type Arguments = Parameters<typeof unassignLeavingAdmin>;
  const after = (firstEvents: readonly unknown[]) =>
    scenarioOf((...[request, states, caller]: Arguments) =>
      leaveGroup(request, states, caller, undefined, firstEvents),
    );
  const [scenario, plain] = [after([{}]), after([])];
  it('ends that of a plain member', () =>
    plain({ given: { group, callerMembership }, when, then: [memberLeft(ravi)] }));
  it('refuses NOT_A_MEMBER to a plain member who was removed in between', () =>
    plain({
      given: { group, callerMembership: [...callerMembership, memberRemoved(ravi)] },
      when,
      refused: 'NOT_A_MEMBER',
    }));
  it('refuses NOT_A_MEMBER to a plain member who became an admin in between and was removed', () =>
    plain({
      given: { callerMembership, group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'REMOVED')] },
      when,
      refused: 'NOT_A_MEMBER',
    }));
  it('starts over for a plain member who was nominated in between, or made an admin', () => {
    const nominated = [...callerMembership, adminNominated(ravi)];
    for (const events of [group, [...group, roleAssigned(ravi)]])
      plain({ given: { group: events, callerMembership: nominated }, when, refused: 'START_OVER' });
  });
  it('ends that of an admin who lost the role', () =>
    scenario({
      given: { group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')], callerMembership },
      when,
      then: [memberLeft(ravi)],
    }));
  it('refuses OWNER_STAYS to a plain member who became the owner in between', () =>
    plain({
      given: { group: [...group, groupOwnershipTransferred(olga, ravi)], callerMembership },
      when,
      refused: 'OWNER_STAYS',
    }));
  it.each([
    ['was added again', {}],
    ['was added again and made an admin', { group: [roleAssigned(ravi)] }],
    ['was added again and owns the group', { group: [groupOwnershipTransferred(olga, ravi)] }],
  ])('appends no event for an admin who lost the role and since %s', (_, since) =>
    scenario({
      given: [
        { callerMembership, group: [...group, roleAssigned(ravi)] },
        { group: [roleUnassigned(ravi, 'LEFT')] },
        { callerMembership: [memberLeft(ravi), memberJoined(ravi)], ...since },
      ],
      when,
      then: [],
    }),
  );
  it('appends no event if it has ended', () =>
    scenario({ given: { group, callerMembership: [...callerMembership, memberRemoved(ravi)] }, when, then: [] }));
});
