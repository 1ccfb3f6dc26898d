import {
  groupCreated,
  groupDeleted,
  groupId,
  groupRenamed,
  roleAssigned,
  roleUnassigned,
  secretSlug,
} from '../../testing/group.examples';
import { memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { deleteGroup } from './delete-group.decision';

const scenario = scenarioOf(deleteGroup);
const when = { groupId };
const group = [groupCreated(), roleAssigned(mira)];

describe('delete a group', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND the second time', () =>
    scenario({ given: { group: [...group, groupDeleted()] }, when, by: anna, refused: 'GROUP_NOT_FOUND' }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by) },
      when,
      by,
      then: [groupDeleted()],
    }),
  );
  it.each([
    ['an outsider', ravi, {}],
    ['a member', ravi, { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who departed',
      mira,
      { callerMembership: [memberJoined(mira)], group: [...group, roleUnassigned(mira, 'LEFT')] },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, by, given) =>
    scenario({ given: { group, ...given }, when, by, refused: 'PERMISSION_DENIED' }),
  );

  it('accepts a matching expected revision', () => {
    const given = { group: [...group, groupRenamed('Flow', 'flow', 'yoga'), roleAssigned(ravi)] };
    for (const expected of ['*', [2]] as const)
      scenario({ given, when: { groupId, expected }, by: olga, then: [groupDeleted('flow')] });
    for (const expected of [[], [0], [1], [3]])
      scenario({ given, when: { groupId, expected }, by: olga, refused: 'STALE_REVISION' });
  });
  it('checks the right before the expected revision', () => {
    scenario({ given: {}, when: { groupId, expected: [] }, by: olga, refused: 'GROUP_NOT_FOUND' });
    scenario({ given: { group }, when: { groupId, expected: [] }, by: ravi, refused: 'PERMISSION_DENIED' });
  });

  it('has the current slug as formerSlug', () =>
    scenario({
      given: { group: [...group, groupRenamed('Flow', 'flow-2', 'yoga')] },
      when,
      by: olga,
      then: [groupDeleted('flow-2')],
    }));
  it('has the slug of a secret group as formerSlug', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })] },
      when,
      by: olga,
      then: [groupDeleted(secretSlug)],
    }));
});
