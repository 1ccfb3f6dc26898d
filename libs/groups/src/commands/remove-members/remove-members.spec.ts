import type { Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../domain/group/group.events';
import type { MemberRemoved } from '../../domain/membership/membership.events';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import { joinRequested, memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../testing/people.examples';
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { unassignRemovedAdmin, removeMember, type RemoveMemberRefusal } from './remove-members.decision';

const group = [groupCreated(), roleAssigned(mira)];
const targetMembership = [memberJoined(tomo)];
const [outOf, admin] = [{ groupId, memberId: tomo.memberId }, roleAssigned(tomo)];
const gone = [...group, admin, roleUnassigned(tomo, 'REMOVED')];

type Step = (
  ...asked: Parameters<typeof unassignRemovedAdmin>
) => Decision<RoleUnassigned | MemberRemoved, RemoveMemberRefusal>;

describe.each<[string, Step, MemberRemoved[]]>([
  ['first the dismissal', unassignRemovedAdmin, []],
  ['then the removal', removeMember, [memberRemoved(tomo)]],
])('remove members: %s', (_, step, then) => {
  const scenario = scenarioOf(step);
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: outOf, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('of a plain member is done by %s', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by), targetMembership },
      when: outOf,
      by,
      then,
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who is gone',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('is not for %s, whoever it is for', (_, given) =>
    scenario({ given: { group, ...given }, when: outOf, refused: 'PERMISSION_DENIED' }),
  );
  it('is not for members, also of themselves: they leave', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(ravi)], targetMembership: [memberJoined(ravi)] },
      when: { groupId, memberId: ravi.memberId },
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['an outsider', []],
    ['somebody who waits to be let in', [joinRequested(tomo)]],
    ['somebody who left', [...targetMembership, memberLeft(tomo)]],
  ] as const)('is refused for %s', (_, events) =>
    scenario({ given: { group, targetMembership: events }, when: outOf, by: olga, refused: 'NOT_A_MEMBER' }),
  );
  it.each([
    ['an admin', mira, [memberJoined(mira)]],
    ['the owner', olga, [memberJoined(olga)]],
    ['a site admin', anna, []],
  ] as const)('keeps the owner, whoever asks: %s', (_, by, callerMembership) =>
    scenario({
      given: { group, callerMembership, targetMembership: [memberJoined(olga)] },
      when: { groupId, memberId: olga.memberId },
      by,
      refused: 'OWNER_STAYS',
    }),
  );
});

describe('remove an admin', () => {
  describe('first they are dismissed', () => {
    const scenario = scenarioOf(unassignRemovedAdmin);
    it('by another admin', () =>
      scenario({
        given: { group: [...group, admin], callerMembership: [memberJoined(mira)], targetMembership },
        when: outOf,
        by: mira,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('by themselves', () =>
      scenario({
        given: { group: [...group, admin], callerMembership: targetMembership, targetMembership },
        when: outOf,
        by: tomo,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('not by one whom they dismissed a moment before', () =>
      scenario({
        given: {
          callerMembership: [memberJoined(mira)],
          targetMembership,
          group: [...group, admin, roleUnassigned(mira, 'REMOVED')],
        },
        when: outOf,
        by: mira,
        refused: 'PERMISSION_DENIED',
      }));
    it('only once', () =>
      scenario({ given: { targetMembership, group: gone }, when: outOf, by: olga, refused: 'NOT_A_MEMBER' }));
  });

  describe('then their membership ends', () => {
    const scenario = scenarioOf(removeMember);
    it('though it still stands', () =>
      scenario({ given: { targetMembership, group: gone }, when: outOf, by: olga, then: [memberRemoved(tomo)] }));
    it('also when the one who dismissed them is no admin any more', () =>
      scenario({
        given: {
          callerMembership: [memberJoined(mira)],
          targetMembership,
          group: [...gone, roleUnassigned(mira, 'REMOVED')],
        },
        when: outOf,
        by: mira,
        then: [memberRemoved(tomo)],
      }));
    it('only once, when a policy was faster', () =>
      scenario({
        given: { targetMembership: [...targetMembership, memberRemoved(tomo)], group: gone },
        when: outOf,
        by: olga,
        then: [],
      }));
    it('like that of any member, once they came back', () =>
      scenario({
        given: [{ targetMembership, group: gone }, { targetMembership: [memberRemoved(tomo), memberJoined(tomo)] }],
        when: outOf,
        by: olga,
        then: [memberRemoved(tomo)],
      }));
    it('not by members, once they came back', () =>
      scenario({
        given: [
          { targetMembership, group: gone },
          { targetMembership: [memberRemoved(tomo), memberJoined(tomo)], callerMembership: [memberJoined(ravi)] },
        ],
        when: outOf,
        refused: 'PERMISSION_DENIED',
      }));
  });
});
