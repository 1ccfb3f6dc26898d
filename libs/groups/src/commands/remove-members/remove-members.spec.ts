import type { Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { MemberRemoved } from '../../domain/membership/membership.events';
import type { StartOver } from '../../domain/start-over';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  adminNominated,
  joinRequested,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { removeMember, type RemoveMemberRefusal, unassignRemovedAdmin } from './remove-members.decision';

const group = [groupCreated(), roleAssigned(mira)];
const targetMembership = [memberJoined(tomo)];
const [toRemove, admin] = [{ groupId, memberId: tomo.memberId }, roleAssigned(tomo)];
const departed = [...group, admin, roleUnassigned(tomo, 'REMOVED')];

type Arguments = Parameters<typeof unassignRemovedAdmin>;
const remove = (...[request, states, caller]: Arguments) => removeMember(request, states, caller, undefined, []);
const finish = (...[request, states, caller]: Arguments) => removeMember(request, states, caller, undefined, [{}]);
type Step = (...args: Arguments) => Decision<RoleUnassigned | MemberRemoved, RemoveMemberRefusal | StartOver>;

describe.each<[string, Step, MemberRemoved[]]>([
  ['first step', unassignRemovedAdmin, []],
  ['second step', remove, [memberRemoved(tomo)]],
])('remove members: %s', (_, step, then) => {
  const scenario = scenarioOf(step);
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: toRemove, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('of a plain member, called by %s', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by), targetMembership },
      when: toRemove,
      by,
      then,
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who departed',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s before other checks', (_, given) =>
    scenario({ given: { group, ...given }, when: toRemove, refused: 'PERMISSION_DENIED' }),
  );
  it('refuses members, also for themselves', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(ravi)], targetMembership: [memberJoined(ravi)] },
      when: { groupId, memberId: ravi.memberId },
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['an outsider', []],
    ['somebody with a pending request', [joinRequested(tomo)]],
    ['somebody who left', [...targetMembership, memberLeft(tomo)]],
  ] as const)('is refused for %s', (_, events) =>
    scenario({ given: { group, targetMembership: events }, when: toRemove, by: olga, refused: 'NOT_A_MEMBER' }),
  );
  it.each([
    ['an admin', mira, [memberJoined(mira)]],
    ['the owner', olga, [memberJoined(olga)]],
    ['a site admin', anna, []],
  ] as const)('refuses OWNER_STAYS for the owner, called by %s', (_, by, callerMembership) =>
    scenario({
      given: { group, callerMembership, targetMembership: [memberJoined(olga)] },
      when: { groupId, memberId: olga.memberId },
      by,
      refused: 'OWNER_STAYS',
    }),
  );
});

describe('remove an admin', () => {
  describe('first step: they lose the role', () => {
    const scenario = scenarioOf(unassignRemovedAdmin);
    it('called by another admin', () =>
      scenario({
        given: { group: [...group, admin], callerMembership: [memberJoined(mira)], targetMembership },
        when: toRemove,
        by: mira,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('called by themselves', () =>
      scenario({
        given: { group: [...group, admin], callerMembership: targetMembership, targetMembership },
        when: toRemove,
        by: tomo,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('refuses a caller who was removed just before', () =>
      scenario({
        given: {
          callerMembership: [memberJoined(mira)],
          targetMembership,
          group: [...group, admin, roleUnassigned(mira, 'REMOVED')],
        },
        when: toRemove,
        by: mira,
        refused: 'PERMISSION_DENIED',
      }));
    it('refuses NOT_A_MEMBER the second time', () =>
      scenario({ given: { targetMembership, group: departed }, when: toRemove, by: olga, refused: 'NOT_A_MEMBER' }));
  });

  describe('second step: the membership ends', () => {
    const scenario = scenarioOf(finish);
    it('ends an open membership', () =>
      scenario({
        given: { targetMembership, group: departed },
        when: toRemove,
        by: olga,
        then: [memberRemoved(tomo)],
      }));
    it('ends it also if the caller is no admin any more', () =>
      scenario({
        given: {
          callerMembership: [memberJoined(mira)],
          targetMembership,
          group: [...departed, roleUnassigned(mira, 'REMOVED')],
        },
        when: toRemove,
        by: mira,
        then: [memberRemoved(tomo)],
      }));
    it('appends no event if a policy was faster', () =>
      scenario({
        given: { targetMembership: [...targetMembership, memberRemoved(tomo)], group: departed },
        when: toRemove,
        by: olga,
        then: [],
      }));
    it('does not end the membership of somebody who came back', () =>
      scenario({
        given: [{ targetMembership, group: departed }, { targetMembership: [memberRemoved(tomo), memberJoined(tomo)] }],
        when: toRemove,
        by: olga,
        then: [],
      }));
  });
  describe('a nominated member', () => {
    const nominated = [...targetMembership, adminNominated(tomo)];
    it('loses the role that they may be about to get, in the first step', () =>
      scenarioOf(unassignRemovedAdmin)({
        given: { group, targetMembership: nominated },
        when: toRemove,
        by: olga,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('makes the second step start over, if they were nominated after the first', () => {
      for (const events of [group, [...group, admin]])
        scenarioOf(remove)({
          given: { group: events, targetMembership: nominated },
          when: toRemove,
          by: olga,
          refused: 'START_OVER',
        });
    });
  });
});
