import {
  groupCreated,
  groupDeleted,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { adminNominated, memberJoined, memberLeft } from '../../testing/membership.examples';
import { anna, olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { assignPromisedAdminRole, nominatePromisedAdmin } from './assign-promised-admin-role.decision';

const scenario = scenarioOf(assignPromisedAdminRole);
const NOW = 1000n; // a position after all events
const when = { groupId, memberId: anna.memberId, since: NOW };
const group = [groupCreated()];
const targetMembership = [memberJoined(anna, 'JOINED', 'ADMIN')];

describe('assign the admin role to a site admin who joined', () => {
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

  const joined = { targetMembership };
  const joinedAt = 2n; // after the group was created
  const promoted = { group: [roleAssigned(anna)] };
  it.each([
    ['was demoted', [promoted, { group: [roleUnassigned(anna)] }]],
    ['left and was added again', [{ targetMembership: [memberLeft(anna), memberJoined(anna, 'ADDED')] }]],
    [
      'left as an admin and was added again',
      [
        promoted,
        { group: [roleUnassigned(anna, 'LEFT')] },
        { targetMembership: [memberLeft(anna), memberJoined(anna, 'ADDED')] },
      ],
    ],
  ] as const)('appends no event for one who %s since', (_, since) =>
    scenario({ given: [{ group }, joined, ...since], when: { ...when, since: joinedAt }, then: [] }),
  );
  it('assigns it to one who was demoted before they joined again', () =>
    scenario({
      given: [
        { group },
        joined,
        promoted,
        { group: [roleUnassigned(anna)] },
        { targetMembership: [memberLeft(anna)] },
        joined,
      ],
      when: { ...when, since: 6n },
      then: [roleAssigned(anna)],
    }));
});

describe('assign the admin role to a former owner', () => {
  const given = [
    { group },
    { group: [groupOwnershipTransferred(olga, ravi)] },
    { targetMembership: [memberJoined(olga), adminNominated(olga)] },
  ];
  const handedOver = { groupId, memberId: olga.memberId, since: 2n };
  it('assigns it to one who joined by themselves after they had handed over', () =>
    scenario({ given, when: handedOver, then: [roleAssigned(olga)] }));
  it('appends no event for one who was a member before', () =>
    scenario({ given: [given[0]!, given[2]!, given[1]!], when: { ...handedOver, since: 3n }, then: [] }));
  it('appends no event for one who was demoted since', () =>
    scenario({
      given: [...given, { group: [roleAssigned(olga)] }, { group: [roleUnassigned(olga)] }],
      when: handedOver,
      then: [],
    }));
});

describe('the nomination before the role', () => {
  const firstStep = scenarioOf(nominatePromisedAdmin);
  const transferred = [...group, groupOwnershipTransferred(olga, ravi)];
  const who = { groupId, memberId: olga.memberId, since: 2n };
  it('nominates a former owner who joined by themselves', () =>
    firstStep({
      given: [{ group: transferred }, { targetMembership: [memberJoined(olga)] }],
      when: who,
      then: [adminNominated(olga)],
    }));
  it('appends no event for a site admin, who is nominated by joining', () =>
    firstStep({ given: { group, targetMembership }, when, then: [] }));
  it('appends no event for one who gets no role', () =>
    firstStep({ given: [{ group: transferred }], when: who, then: [] }));
  it('is missed by one who left and came back after it', () =>
    scenario({
      given: [{ group: transferred }, { targetMembership: [memberJoined(olga)] }],
      when: who,
      refused: 'START_OVER',
    }));
});
