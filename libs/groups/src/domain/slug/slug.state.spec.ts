import { stateAfter, timeOfPosition } from '../../testing/history';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import type { SlugEvent } from './slug.events';
import { type Slug, slugFold } from './slug.state';

const yoga = { groupId: 'yoga', forRevision: 0, since: timeOfPosition(1), position: 1n };

it.each<[string, SlugEvent[], Slug['holder']]>([
  ['is free at first', [], null],
  ['is reserved', [slugReserved('yoga')], yoga],
  [
    'keeps the latest reservation',
    [slugReserved('yoga'), slugReserved('yoga', 3)],
    { groupId: 'yoga', forRevision: 3, since: timeOfPosition(2), position: 2n },
  ],
  [
    'is reserved by another group',
    [slugReserved('yoga'), slugReserved('flow', 1)],
    { groupId: 'flow', forRevision: 1, since: timeOfPosition(2), position: 2n },
  ],
  ['is released', [slugReserved('yoga'), slugReleased('yoga')], null],
])('a slug %s', (_, events, holder) => expect(stateAfter(slugFold, ...events)).toStrictEqual({ holder }));
