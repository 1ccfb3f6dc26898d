import {
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupRenamed,
  slugReservationRevoked,
} from '../../testing/group.examples';
import { type Given, scenarioOf } from '../../testing/scenario';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import { reserveSlug } from './reserve-slug.decision';

const scenario = scenarioOf(reserveSlug);
const pilates = 'pilates';
/** Reserved for the third event of the group that holds it. */
const slug = [slugReserved(pilates, 2)];
const when = { slug: 'yoga', groupId, forRevision: 0, holderId: pilates };
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
    it.each(inUse)('is refused while that group %s', (_, given) => scenario({ given, when, refused: 'SLUG_TAKEN' }));
    it.each([
      ['has no event yet', []],
      ['has not reached the reserved revision', [groupCreated({ slug: 'other' }), groupDescriptionChanged()]],
    ] as const)('is refused while that group %s, however long that takes', (_, holder) =>
      scenario({ given: { slug, holder }, when, refused: 'SLUG_RESERVED' }),
    );
    it('is refused when that group has reserved it anew', () =>
      scenario({
        given: {
          slug: [...slug, slugReserved(pilates, 3)],
          holder: [groupCreated({ slug: 'other' }), groupDescriptionChanged(), groupDescriptionChanged()],
        },
        when,
        refused: 'SLUG_RESERVED',
      }));
    it.each([
      [
        'passed the reserved revision without the slug',
        [groupCreated({ slug: 'other' }), groupDescriptionChanged(), groupDescriptionChanged()],
      ],
      ['uses another slug', [groupCreated(), groupDescriptionChanged(), renamedTo('other')]],
      ['was deleted', [groupCreated(), groupDescriptionChanged(), groupDeleted()]],
      [
        'had the reservation revoked',
        [groupCreated({ slug: 'other' }), groupDescriptionChanged(), slugReservationRevoked()],
      ],
    ] as const)('accepts when that group %s', (_, holder) => scenario({ given: { slug, holder }, when, then }));

    it.each([
      ['no group', null],
      ['another group', 'tai-chi'],
    ] as const)('refuses SLUG_CHANGED_HANDS when the holder was read as: %s', (_, holderId) =>
      scenario({ given: { slug }, when: { ...when, holderId }, refused: 'SLUG_CHANGED_HANDS' }),
    );
  });
});
