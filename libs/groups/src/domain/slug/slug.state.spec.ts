import { stateAfter } from '../../testing/history';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import type { SlugEvent } from './slug.events';
import { type Slug, slugFold } from './slug.state';

const yoga = { groupId: 'yoga', forRevision: 0, position: 1n };
const later = { groupId: 'yoga', forRevision: 3, position: 2n };
const flow = { groupId: 'flow', forRevision: 1, position: 2n };

it.each<[string, SlugEvent[], Slug]>([
  ['is free at first', [], { holder: null, lastHolder: null }],
  ['is reserved', [slugReserved('yoga')], { holder: yoga, lastHolder: yoga }],
  [
    'keeps the latest reservation',
    [slugReserved('yoga'), slugReserved('yoga', 3)],
    { holder: later, lastHolder: later },
  ],
  ['is reserved by another group', [slugReserved('yoga'), slugReserved('flow', 1)], { holder: flow, lastHolder: flow }],
  ['is released', [slugReserved('yoga'), slugReleased('yoga')], { holder: null, lastHolder: yoga }],
])('a slug %s', (_, events, slug) => expect(stateAfter(slugFold, ...events)).toStrictEqual(slug));
