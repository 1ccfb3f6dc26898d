import { groupCreated, groupOwnershipTransferred, roleAssigned, roleUnassigned } from '../testing/group.examples';
import { memberBanned, memberJoined, memberLeft } from '../testing/membership.examples';
import { olga, ravi } from '../testing/people.examples';
import { belongs, isAdmin, isBanned } from './permissions';
import { type Given, type GivenEvents, statesAfter } from '../testing/scenario';

describe('an owner who handed over', () => {
  const handedOver = [groupCreated(), groupOwnershipTransferred(olga, ravi)];
  const founder = memberJoined(olga, 'CREATED');
  const joined: GivenEvents = { group: [groupCreated()], callerMembership: [founder] };
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
        { callerMembership: [memberLeft(olga), founder] },
      ],
      true,
      false,
    ],
    ['and never was a member does not belong', { group: handedOver }, false, false],
  ])('%s', (_, given, isMember, isOneOfTheAdmins) => {
    const { group, callerMembership } = statesAfter(given);
    expect(belongs(group, callerMembership, 'olga')).toBe(isMember);
    expect(isAdmin(group, callerMembership, 'olga')).toBe(isOneOfTheAdmins);
  });
  it('has a follower who belongs as an admin, whatever their membership says', () => {
    for (const callerMembership of [[], [memberJoined(ravi), memberLeft(ravi)], [memberBanned(ravi)]]) {
      const states = statesAfter({ callerMembership, group: handedOver });
      expect(belongs(states.group, states.callerMembership, 'ravi')).toBe(true);
      expect(isAdmin(states.group, states.callerMembership, 'ravi')).toBe(true);
      expect(isBanned(states.group, states.callerMembership, 'ravi')).toBe(false);
    }
  });
});
