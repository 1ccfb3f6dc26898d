import { groupCreated, roleAssigned, roleUnassigned } from './group/group.examples';
import { banLifted, memberBanned, memberJoined, memberRemoved } from './membership/membership.examples';
import { ravi } from './people.examples';
import { isBanned } from './permissions';
import { type Given, type Happened, statesAfter } from './scenario.examples';

describe('who is banned', () => {
  const group = [groupCreated()];
  const announced: Happened = {
    mine: [memberJoined(ravi)],
    group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')],
  };
  it.each<[string, Given, boolean]>([
    ['nobody else', { group }, false],
    ['somebody banned', { group, mine: [memberBanned(ravi)] }, true],
    ['somebody whose ban was lifted', { group, mine: [memberBanned(ravi), banLifted(ravi)] }, false],
    ['somebody banned again', { group, mine: [memberBanned(ravi), banLifted(ravi), memberBanned(ravi)] }, true],
    ['an admin, from the moment the group says so', announced, true],
    ['an admin, once the ban is written', [announced, { mine: [memberRemoved(ravi), memberBanned(ravi)] }], true],
    [
      'not an admin whose ban was lifted',
      [announced, { mine: [memberRemoved(ravi), memberBanned(ravi), banLifted(ravi)] }],
      false,
    ],
    ['not an admin whose ban was lifted before it was written', [announced, { mine: [banLifted(ravi)] }], false],
    [
      'an admin banned after an earlier ban was lifted',
      [{ mine: [memberBanned(ravi), banLifted(ravi)] }, announced],
      true,
    ],
    [
      'not an admin who left or was removed',
      { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'REMOVED')] },
      false,
    ],
    ['never the owner', { group: [groupCreated({ ownerId: 'ravi' })], mine: [memberBanned(ravi)] }, false],
  ])('%s', (_, given, banned) => {
    const { group, mine } = statesAfter(given);
    expect(isBanned(group, mine, 'ravi')).toBe(banned);
  });
});
