import type { Event, Recorded } from '@app/kernel';
import { coinAdded, jarEmptied, shelfFell, shelfPainted, view } from './accounts-view.examples';
import { segmentBatch } from './batch-segments';

const pieces = (...events: readonly Event[]) =>
  segmentBatch(view.projection, events as readonly Recorded[]).map(({ folds: documents, sweep }) => ({
    documents: Object.fromEntries([...documents].map(([id, heard]) => [id, heard.map(({ event }) => event)])),
    sweep: sweep?.event ?? null,
  }));
const [a1, a2, b1, b2] = [coinAdded('a', 1), jarEmptied('a'), coinAdded('b', 1), jarEmptied('b')];
const [painted, fell] = [shelfPainted('top', 'red'), shelfFell('top')];

describe('the pieces of a batch', () => {
  it.each([
    ['nothing', [], []],
    [
      'what nobody hears',
      [
        { type: 'SomethingElse', data: {} },
        { type: 'toString', data: {} },
      ],
      [],
    ],
    ['one document each, in order', [a1, b1, a2, b2], [{ documents: { a: [a1, a2], b: [b1, b2] }, sweep: null }]],
    ['a set-based event alone', [fell], [{ documents: {}, sweep: fell }]],
    [
      'an end at each set-based event',
      [a1, painted, b1, a2, fell, b2],
      [
        { documents: { a: [a1] }, sweep: painted },
        { documents: { b: [b1], a: [a2] }, sweep: fell },
        { documents: { b: [b2] }, sweep: null },
      ],
    ],
  ])('%s', (_, events, expected) => expect(pieces(...events)).toEqual(expected));
});
