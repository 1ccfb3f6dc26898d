import { groupCreated, roleAssigned, roleUnassigned } from '../testing/group.examples';
import { banLifted, memberBanned, memberJoined, memberRemoved } from '../testing/membership.examples';
import { ravi } from '../testing/people.examples';
import { type Given, type GivenEvents, statesAfter } from '../testing/scenario';
import { isBanned } from './permissions';

describe('isBanned', () => {
  const group = [groupCreated()];
  const announced: GivenEvents = {
    callerMembership: [memberJoined(ravi)],
    group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')],
  };
  it.each<[string, Given, boolean]>([
    ['somebody without a ban', { group }, false],
    ['a banned person', { group, callerMembership: [memberBanned(ravi)] }, true],
    ['somebody whose ban was lifted', { group, callerMembership: [memberBanned(ravi), banLifted(ravi)] }, false],
    [
      'somebody banned again',
      { group, callerMembership: [memberBanned(ravi), banLifted(ravi), memberBanned(ravi)] },
      true,
    ],
    ['a banned admin whose ban is not written yet', announced, true],
    [
      'a banned admin whose ban is written',
      [announced, { callerMembership: [memberRemoved(ravi), memberBanned(ravi)] }],
      true,
    ],
    [
      'an admin whose ban was lifted',
      [announced, { callerMembership: [memberRemoved(ravi), memberBanned(ravi), banLifted(ravi)] }],
      false,
    ],
    [
      'an admin whose ban was lifted before it was written',
      [announced, { callerMembership: [banLifted(ravi)] }],
      false,
    ],
    [
      'an admin banned after an earlier ban was lifted',
      [{ callerMembership: [memberBanned(ravi), banLifted(ravi)] }, announced],
      true,
    ],
    [
      'an admin who left or was removed',
      {
        callerMembership: [memberJoined(ravi)],
        group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'REMOVED')],
      },
      false,
    ],
    [
      'the owner, with a ban',
      { group: [groupCreated({ ownerId: 'ravi' })], callerMembership: [memberBanned(ravi)] },
      false,
    ],
  ])('%s', (_, given, banned) => {
    const { group, callerMembership } = statesAfter(given);
    expect(isBanned(group, callerMembership, 'ravi')).toBe(banned);
  });
});
