import {
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupPrivacyChanged,
  groupRenamed,
} from '../../testing/group.examples';
import { type Given, scenarioOf } from '../../testing/scenario';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import { reserveFreedSlug, takeFreedSlug } from './take-freed-slug.decision';

const tea = 'tea';
const when = { slug: tea, groupId, formerHolderId: 'other' };
/** The group `other` got the slug tea and gave it up; then this group became Tea, and got a numbered slug. */
const given = [
  { slug: [slugReserved('other', 0, tea)] },
  { formerHolder: [groupCreated({ slug: tea })], group: [groupCreated()] },
  { formerHolder: [groupRenamed('Yoga', 'yoga-2', tea)] },
  { group: [groupRenamed('Tea', 'tea-2', 'yoga')] },
];

describe('reserve the slug of the name that another group has given up', () => {
  const scenario = scenarioOf(reserveFreedSlug);
  const then = [slugReserved(groupId, 2, tea)];
  it('reserves it for the next event of the group', () => scenario({ given, when, then }));
  it.each<[string, Given]>([
    ['it is released', [...given, { slug: [slugReleased('other', tea)] }]],
    ['the former holder has changed otherwise since', [...given, { formerHolder: [groupDescriptionChanged()] }]],
  ])('reserves it when %s', (_, more) => scenario({ given: more, when, then }));
  it('reserves it when the former holder never used it', () =>
    scenario({
      given: [{ slug: [slugReserved('other', 0, tea)] }, { formerHolder: [groupCreated()] }, ...given.slice(3)].map(
        (one, n) => (n === 1 ? { ...one, group: [groupCreated()] } : one),
      ),
      when,
      then,
    }));
  it('reserves it for the event after the latest one', () =>
    scenario({
      given: [...given, { group: [groupDescriptionChanged()] }],
      when,
      then: [slugReserved(groupId, 3, tea)],
    }));

  const [reserved, created, freed, renamed] = given as [object, object, object, object];
  it.each<[string, Given]>([
    ['the other group gave it up later', [reserved, created, renamed, freed]],
    ['the other group uses it', [reserved, created, renamed]],
    ['the other group has reserved it again', [...given, { slug: [slugReserved('other', 2, tea)] }]],
    ['the other group has taken it back', [...given, { formerHolder: [groupRenamed('Tea', tea, 'yoga-2')] }]],
    ['somebody else has reserved it since', [...given, { slug: [slugReserved('third', 0, tea)] }]],
    ['the group has it', [reserved, created, freed, { group: [groupRenamed('Tea', tea, 'yoga')] }]],
    ['the group has another name by now', [...given, { group: [groupRenamed('Flow', 'flow', 'tea-2')] }]],
    ['the group is deleted by now', [...given, { group: [groupDeleted('tea-2')] }]],
    [
      'the group is SECRET by now',
      [...given, { group: [groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'tea-2' })] }],
    ],
    ['nobody ever had it', [created, { group: [groupRenamed('Tea', 'tea-2', 'yoga')] }]],
  ])('reserves nothing when %s', (_, others) => scenario({ given: others, when, then: [] }));
});

describe('take the slug of the name', () => {
  const scenario = scenarioOf(takeFreedSlug);
  const own = { slug: [slugReserved(groupId, 2, tea)] };
  it('takes the one that is reserved for the next event, with the same name', () =>
    scenario({ given: [...given, own], when, then: [groupRenamed('Tea', tea, 'tea-2')] }));
  it.each<[string, Given]>([
    ['nothing is reserved', given],
    ['the group has changed since', [...given, own, { group: [groupDescriptionChanged()] }]],
    ['the group has the slug', [...given, own, { group: [groupRenamed('Tea', tea, 'tea-2')] }]],
  ])('appends no event when %s', (_, others) => scenario({ given: others, when, then: [] }));
});
