import { groupCreated, groupOwnershipTransferred, roleAssigned, roleUnassigned } from './group/group.examples';
import { memberBanned, memberJoined, memberLeft } from './membership/membership.examples';
import { olga, ravi } from './people.examples';
import { belongs, isAdmin, isBanned } from './permissions';
import { type Given, type Happened, statesAfter } from './scenario.examples';

describe('an owner who handed over', () => {
  const handedOver = [groupCreated(), groupOwnershipTransferred(olga, ravi)];
  const founder = memberJoined(olga, 'CREATED');
  const joined: Happened = { group: [groupCreated()], mine: [founder] };
  it.each<[string, Given, boolean, boolean]>([
    ['is an admin still', [joined, { group: [groupOwnershipTransferred(olga, ravi)] }], true, true],
    [
      'may be demoted',
      [joined, { group: [groupOwnershipTransferred(olga, ravi), roleAssigned(olga, 'MEMBER')] }],
      true,
      false,
    ],
    [
      'is out from the moment of leaving',
      [joined, { group: [groupOwnershipTransferred(olga, ravi), roleUnassigned(olga, 'LEFT')] }],
      false,
      false,
    ],
    [
      'who left and came back is a plain member',
      [
        joined,
        { group: [groupOwnershipTransferred(olga, ravi), roleUnassigned(olga, 'LEFT')] },
        { mine: [memberLeft(olga), founder] },
      ],
      true,
      false,
    ],
    ['and never was a member does not belong', { group: handedOver }, false, false],
  ])('%s', (_, given, isMember, isOneOfTheAdmins) => {
    const { group, mine } = statesAfter(given);
    expect(belongs(group, mine, 'olga')).toBe(isMember);
    expect(isAdmin(group, mine, 'olga')).toBe(isOneOfTheAdmins);
  });
  it('has a follower who belongs as an admin, whatever their membership says', () => {
    for (const mine of [[], [memberJoined(ravi), memberLeft(ravi)], [memberBanned(ravi)]]) {
      const states = statesAfter({ mine, group: handedOver });
      expect(belongs(states.group, states.mine, 'ravi')).toBe(true);
      expect(isAdmin(states.group, states.mine, 'ravi')).toBe(true);
      expect(isBanned(states.group, states.mine, 'ravi')).toBe(false);
    }
  });
});
