import { groupCreated, groupDeleted, groupId, groupRenamed } from '../../testing/group.examples';
import { scenarioOf } from '../../testing/scenario';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import { releaseSlug } from './release-slug.decision';

const scenario = scenarioOf(releaseSlug);
const NOW = 1000n; // a position after all events
const when = { slug: 'yoga', groupId, since: NOW };
const slug = [slugReserved(groupId)];
const renamed = groupRenamed('Flow', 'flow', 'yoga');

describe('release a slug', () => {
  it.each([
    ['took another', [groupCreated(), renamed]],
    ['was deleted', [groupCreated(), groupDeleted()]],
  ] as const)('releases the slug of a group that %s', (_, group) =>
    scenario({ given: { slug, group }, when, then: [slugReleased(groupId)] }),
  );
  it('releases a slug that the group reserved and never used', () =>
    scenario({
      given: {
        slug: [slugReserved(groupId, 1, 'flow')],
        group: [groupCreated(), groupRenamed('Tai Chi', 'tai-chi', 'yoga')],
      },
      when: { slug: 'flow', groupId, since: NOW },
      then: [slugReleased(groupId, 'flow')],
    }));

  it.each([
    ['the group uses it', { slug, group: [groupCreated()] }],
    [
      'the group uses it again',
      {
        slug: [...slug, slugReserved(groupId, 2)],
        group: [groupCreated(), renamed, groupRenamed('Yoga', 'yoga', 'flow')],
      },
    ],
    [
      'the group has reserved it again',
      { slug: [...slug, slugReserved(groupId, 2)], group: [groupCreated(), renamed] },
    ],
    ['another group holds it', { slug: [slugReserved('pilates')], group: [groupCreated(), renamed] }],
    ['it is released already', { slug: [...slug, slugReleased(groupId)], group: [groupCreated(), renamed] }],
    ['it was never reserved', { group: [groupCreated(), renamed] }],
  ] as const)('appends no event when %s', (_, given) => scenario({ given, when, then: [] }));

  it('appends no event when the group has reserved it again since, and did not use it', () => {
    const group = [groupCreated(), renamed, groupRenamed('Tai Chi', 'tai-chi', 'flow')];
    const given = [
      { slug },
      { group: group.slice(0, 2) },
      { slug: [slugReserved(groupId, 2)] },
      { group: group.slice(2) },
    ];
    const [renamedAt, reservedAgainAt] = [3n, 4n];
    scenario({ given, when: { ...when, since: renamedAt }, then: [] });
    scenario({ given, when: { ...when, since: reservedAgainAt }, then: [slugReleased(groupId)] });
  });
});
