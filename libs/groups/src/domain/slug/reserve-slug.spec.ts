import {
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupRenamed,
} from '../../testing/group.examples';
import { timeOfPosition } from '../../testing/history';
import { type Given, scenarioOf } from '../../testing/scenario';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import { reserveSlug } from './reserve-slug.decision';

const scenario = scenarioOf(reserveSlug);
const pilates = 'pilates';
/** Reserved in second 1, for the third event of the group that holds it. */
const slug = [slugReserved(pilates, 2)];
const seconds = (n: number) => new Date(timeOfPosition(n));
const when = { slug: 'yoga', groupId, forRevision: 0, holderId: pilates, now: seconds(10) };
const then = [slugReserved(groupId, 0)];
const renamedTo = (slugNow: string) => groupRenamed('Pilates', slugNow);

describe('reserve a slug', () => {
  it.each([
    ['was never reserved', {}],
    ['was released', { slug: [...slug, slugReleased(pilates)] }],
  ] as const)('accepts a slug that %s', (_, given) => scenario({ given, when: { ...when, holderId: null }, then }));
  it('appends also when the group holds it already, so that a concurrent release conflicts', () =>
    scenario({
      given: { slug: [slugReserved(groupId)], holder: [groupCreated()] },
      when: { ...when, holderId: groupId, forRevision: 4 },
      then: [slugReserved(groupId, 4)],
    }));

  describe('reserved by another group', () => {
    const inUse: [string, Given][] = [
      ['uses it', { slug, holder: [groupCreated()] }],
      ['uses it for long', { slug, holder: [groupCreated(), groupDescriptionChanged(), groupDescriptionChanged()] }],
    ];
    it.each(inUse)('is refused while that group %s', (_, given) => {
      scenario({ given, when, refused: 'SLUG_TAKEN' });
      scenario({ given, when: { ...when, now: seconds(100_000) }, refused: 'SLUG_TAKEN' });
    });
    it.each([
      ['has no event yet', []],
      ['has not reached the reserved revision', [groupCreated({ slug: 'other' }), groupDescriptionChanged()]],
    ] as const)('is refused while that group %s', (_, holder) =>
      scenario({ given: { slug, holder }, when, refused: 'SLUG_TAKEN' }),
    );
    it.each([
      [
        'passed the reserved revision without the slug',
        [groupCreated({ slug: 'other' }), groupDescriptionChanged(), groupDescriptionChanged()],
      ],
      ['uses another slug', [groupCreated(), groupDescriptionChanged(), renamedTo('other')]],
      ['was deleted', [groupCreated(), groupDescriptionChanged(), groupDeleted()]],
    ] as const)('accepts when that group %s', (_, holder) => scenario({ given: { slug, holder }, when, then }));

    describe('that never reaches the reserved revision', () => {
      const given: Given = [{ slug }];
      it('is refused for five minutes', () =>
        scenario({ given, when: { ...when, now: seconds(301) }, refused: 'SLUG_TAKEN' }));
      it('accepts after more than five minutes', () =>
        scenario({ given, when: { ...when, now: new Date(seconds(301).getTime() + 1) }, then }));
      it('counts from the latest reservation', () =>
        scenario({
          given: [{ slug }, { holder: [groupCreated({ slug: 'other' })] }, { slug: [slugReserved(pilates, 3)] }],
          when: { ...when, now: seconds(303) },
          refused: 'SLUG_TAKEN',
        }));
    });

    it.each([
      ['no group', null],
      ['another group', 'tai-chi'],
    ] as const)('refuses SLUG_CHANGED_HANDS when the holder was read as: %s', (_, holderId) =>
      scenario({ given: { slug }, when: { ...when, holderId }, refused: 'SLUG_CHANGED_HANDS' }),
    );
  });
});
