import { groupCreated, groupOwnershipTransferred, roleUnassigned } from '../testing/group.examples';
import { memberBanned, memberJoined, memberLeft } from '../testing/membership.examples';
import { olga, ravi } from '../testing/people.examples';
import { type Given, type GivenEvents, statesAfter } from '../testing/scenario';
import { belongs, isAdmin, isBanned } from './permissions';

describe('a former owner', () => {
  const handedOver = [groupCreated(), groupOwnershipTransferred(olga, ravi)];
  const founder = memberJoined(olga, 'CREATED');
  const joined: GivenEvents = { group: [groupCreated()], callerMembership: [founder] };
  it.each<[string, Given, boolean, boolean]>([
    ['is still an admin', [joined, { group: [groupOwnershipTransferred(olga, ravi)] }], true, true],
    [
      'can lose the admin role',
      [joined, { group: [groupOwnershipTransferred(olga, ravi), roleUnassigned(olga)] }],
      true,
      false,
    ],
    [
      'does not belong after departing, before the membership has ended',
      [joined, { group: [groupOwnershipTransferred(olga, ravi), roleUnassigned(olga, 'LEFT')] }],
      false,
      false,
    ],
    [
      'is a plain member after leaving and coming back',
      [
        joined,
        { group: [groupOwnershipTransferred(olga, ravi), roleUnassigned(olga, 'LEFT')] },
        { callerMembership: [memberLeft(olga), founder] },
      ],
      true,
      false,
    ],
    ['does not belong without a membership', { group: handedOver }, false, false],
  ])('%s', (_, given, isMember, isOneOfTheAdmins) => {
    const { group, callerMembership } = statesAfter(given);
    expect(belongs(group, callerMembership, 'olga')).toBe(isMember);
    expect(isAdmin(group, callerMembership, 'olga')).toBe(isOneOfTheAdmins);
  });
  it('is followed by an owner who belongs as an admin, whatever their membership', () => {
    for (const callerMembership of [[], [memberJoined(ravi), memberLeft(ravi)], [memberBanned(ravi)]]) {
      const states = statesAfter({ callerMembership, group: handedOver });
      expect(belongs(states.group, states.callerMembership, 'ravi')).toBe(true);
      expect(isAdmin(states.group, states.callerMembership, 'ravi')).toBe(true);
      expect(isBanned(states.group, states.callerMembership, 'ravi')).toBe(false);
    }
  });
});
