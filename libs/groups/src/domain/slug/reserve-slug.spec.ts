import {
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupRenamed,
} from '../../testing/group.examples';
import { timeOfPosition } from '../../testing/history';
import { type Given, scenarioOf } from '../../testing/scenario';
import { reserveSlug } from './reserve-slug.decision';
import { slugReleased, slugReserved } from '../../testing/slug.examples';

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
    ['nobody ever held', {}],
    ['was given up', { slug: [...slug, slugReleased(pilates)] }],
  ] as const)('takes one that %s', (_, given) => scenario({ given, when: { ...when, holderId: null }, then }));
  it('appends also when the group holds it already, so that a release decided before is void', () =>
    scenario({
      given: { slug: [slugReserved(groupId)], holder: [groupCreated()] },
      when: { ...when, holderId: groupId, forRevision: 4 },
      then: [slugReserved(groupId, 4)],
    }));

  describe('of another group', () => {
    const held: [string, Given][] = [
      ['holds it', { slug, holder: [groupCreated()] }],
      [
        'holds it, long after',
        { slug, holder: [groupCreated(), groupDescriptionChanged(), groupDescriptionChanged()] },
      ],
    ];
    it.each(held)('is refused while that one %s', (_, given) => {
      scenario({ given, when, refused: 'SLUG_TAKEN' });
      scenario({ given, when: { ...when, now: seconds(100_000) }, refused: 'SLUG_TAKEN' });
    });
    it.each([
      ['has no event yet', []],
      ['has not come to the event', [groupCreated({ slug: 'other' }), groupDescriptionChanged()]],
    ] as const)('is refused while that one %s, which may make it true', (_, holder) =>
      scenario({ given: { slug, holder }, when, refused: 'SLUG_TAKEN' }),
    );
    it.each([
      [
        'passed the event without it',
        [groupCreated({ slug: 'other' }), groupDescriptionChanged(), groupDescriptionChanged()],
      ],
      ['took another', [groupCreated(), groupDescriptionChanged(), renamedTo('other')]],
      ['was deleted', [groupCreated(), groupDescriptionChanged(), groupDeleted()]],
    ] as const)('takes it over when that one %s', (_, holder) => scenario({ given: { slug, holder }, when, then }));

    describe('that never came to the event', () => {
      const given: Given = [{ slug }];
      it('is refused for five minutes', () =>
        scenario({ given, when: { ...when, now: seconds(301) }, refused: 'SLUG_TAKEN' }));
      it('takes it over a moment later', () =>
        scenario({ given, when: { ...when, now: new Date(seconds(301).getTime() + 1) }, then }));
      it('counts from the latest reservation', () =>
        scenario({
          given: [{ slug }, { holder: [groupCreated({ slug: 'other' })] }, { slug: [slugReserved(pilates, 3)] }],
          when: { ...when, now: seconds(303) },
          refused: 'SLUG_TAKEN',
        }));
    });

    it.each([
      ['nobody', null],
      ['another one', 'tai-chi'],
    ] as const)('is looked at again when %s held it a moment ago', (_, holderId) =>
      scenario({ given: { slug }, when: { ...when, holderId }, refused: 'SLUG_CHANGED_HANDS' }),
    );
  });
});
