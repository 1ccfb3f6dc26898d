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
import { joinedIfOneOf, groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { deleteGroup } from './delete-group.decision';

const scenario = scenarioOf(deleteGroup);
const when = { groupId };
const group = [groupCreated(), roleAssigned(mira)];

describe('delete a group', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('is final: a second time there is nothing', () =>
    scenario({ given: { group: [...group, groupDeleted()] }, when, by: anna, refused: 'GROUP_NOT_FOUND' }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is done by %s', (_, by) =>
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
      'an admin who is gone',
      mira,
      { callerMembership: [memberJoined(mira)], group: [...group, roleUnassigned(mira, 'LEFT')] },
    ],
  ] as const)('is not for %s', (_, by, given) =>
    scenario({ given: { group, ...given }, when, by, refused: 'PERMISSION_DENIED' }),
  );

  it('happens when the group stands where the caller thinks', () => {
    const given = { group: [...group, groupRenamed('Flow', 'flow', 'yoga'), roleAssigned(ravi)] };
    for (const expected of ['*', [2]] as const)
      scenario({ given, when: { groupId, expected }, by: olga, then: [groupDeleted('flow')] });
    for (const expected of [[], [0], [1], [3]])
      scenario({ given, when: { groupId, expected }, by: olga, refused: 'STALE_REVISION' });
  });
  it('tells only those of changes who may delete it', () => {
    scenario({ given: {}, when: { groupId, expected: [] }, by: olga, refused: 'GROUP_NOT_FOUND' });
    scenario({ given: { group }, when: { groupId, expected: [] }, by: ravi, refused: 'PERMISSION_DENIED' });
  });

  it('gives up the slug that the group holds now', () =>
    scenario({
      given: { group: [...group, groupRenamed('Flow', 'flow-2', 'yoga')] },
      when,
      by: olga,
      then: [groupDeleted('flow-2')],
    }));
  it('gives up the slug of a secret group', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })] },
      when,
      by: olga,
      then: [groupDeleted(secretSlug)],
    }));
});
