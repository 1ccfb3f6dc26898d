import type { Decision } from '@app/kernel';
import type { RoleUnassigned } from '../../group/group.events';
import type { MemberRemoved } from '../../membership/membership.events';
import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import { joinRequested, memberJoined, memberLeft, memberRemoved } from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { dismiss, removeMember, type RemoveMemberRefusal } from './remove-members.decision';

const group = [groupCreated(), roleAssigned(mira)];
const theirs = [memberJoined(tomo)];
const [outOf, admin] = [{ groupId, memberId: tomo.memberId }, roleAssigned(tomo)];
const gone = [...group, admin, roleUnassigned(tomo, 'REMOVED')];

type Step = (...asked: Parameters<typeof dismiss>) => Decision<RoleUnassigned | MemberRemoved, RemoveMemberRefusal>;

describe.each<[string, Step, MemberRemoved[]]>([
  ['first the dismissal', dismiss, []],
  ['then the removal', removeMember, [memberRemoved(tomo)]],
])('remove members: %s', (_, step, then) => {
  const scenario = scenarioOf(step);
  it.each(missingToRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when: outOf, refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('of a plain member is done by %s', (_, by) =>
    scenario({
      given: { group, mine: joinedIfOneOf([mira], by), theirs },
      when: outOf,
      by,
      then,
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { mine: [memberJoined(ravi)] }],
    [
      'an admin who is gone',
      { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('is not for %s, whoever it is for', (_, given) =>
    scenario({ given: { group, ...given }, when: outOf, refused: 'PERMISSION_DENIED' }),
  );
  it('is not for members, also of themselves: they leave', () =>
    scenario({
      given: { group, mine: [memberJoined(ravi)], theirs: [memberJoined(ravi)] },
      when: { groupId, memberId: ravi.memberId },
      refused: 'PERMISSION_DENIED',
    }));

  it.each([
    ['an outsider', []],
    ['somebody who waits to be let in', [joinRequested(tomo)]],
    ['somebody who left', [...theirs, memberLeft(tomo)]],
  ] as const)('is refused for %s', (_, events) =>
    scenario({ given: { group, theirs: events }, when: outOf, by: olga, refused: 'NOT_A_MEMBER' }),
  );
  it.each([
    ['an admin', mira, [memberJoined(mira)]],
    ['the owner', olga, [memberJoined(olga)]],
    ['a site admin', anna, []],
  ] as const)('keeps the owner, whoever asks: %s', (_, by, mine) =>
    scenario({
      given: { group, mine, theirs: [memberJoined(olga)] },
      when: { groupId, memberId: olga.memberId },
      by,
      refused: 'OWNER_STAYS',
    }),
  );
});

describe('remove an admin', () => {
  describe('first they are dismissed', () => {
    const scenario = scenarioOf(dismiss);
    it('by another admin', () =>
      scenario({
        given: { group: [...group, admin], mine: [memberJoined(mira)], theirs },
        when: outOf,
        by: mira,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('by themselves', () =>
      scenario({
        given: { group: [...group, admin], mine: theirs, theirs },
        when: outOf,
        by: tomo,
        then: [roleUnassigned(tomo, 'REMOVED')],
      }));
    it('not by one whom they dismissed a moment before', () =>
      scenario({
        given: { mine: [memberJoined(mira)], theirs, group: [...group, admin, roleUnassigned(mira, 'REMOVED')] },
        when: outOf,
        by: mira,
        refused: 'PERMISSION_DENIED',
      }));
    it('only once', () => scenario({ given: { theirs, group: gone }, when: outOf, by: olga, refused: 'NOT_A_MEMBER' }));
  });

  describe('then their membership ends', () => {
    const scenario = scenarioOf(removeMember);
    it('though it still stands', () =>
      scenario({ given: { theirs, group: gone }, when: outOf, by: olga, then: [memberRemoved(tomo)] }));
    it('also when the one who dismissed them is no admin any more', () =>
      scenario({
        given: { mine: [memberJoined(mira)], theirs, group: [...gone, roleUnassigned(mira, 'REMOVED')] },
        when: outOf,
        by: mira,
        then: [memberRemoved(tomo)],
      }));
    it('only once, when a policy was faster', () =>
      scenario({ given: { theirs: [...theirs, memberRemoved(tomo)], group: gone }, when: outOf, by: olga, then: [] }));
    it('like that of any member, once they came back', () =>
      scenario({
        given: [{ theirs, group: gone }, { theirs: [memberRemoved(tomo), memberJoined(tomo)] }],
        when: outOf,
        by: olga,
        then: [memberRemoved(tomo)],
      }));
    it('not by members, once they came back', () =>
      scenario({
        given: [
          { theirs, group: gone },
          { theirs: [memberRemoved(tomo), memberJoined(tomo)], mine: [memberJoined(ravi)] },
        ],
        when: outOf,
        refused: 'PERMISSION_DENIED',
      }));
  });
});
