import type { Event, Recorded } from '@app/kernel';
import { accountOpened, branchClosed, branchRenamed, depositMade } from '../../kernel/testing/accounts.examples';
import { view } from './accounts-view.examples';
import { segmentBatch } from './batch-segments';

const segments = (...events: readonly Event[]) =>
  segmentBatch(view.projection, events as readonly Recorded[]).segments.map(({ folds, sweep }) => ({
    folds: Object.fromEntries([...folds].map(([id, pending]) => [id, pending.map(({ event }) => event)])),
    sweep: sweep?.event ?? null,
  }));
const [a1, a2, b1, b2] = [accountOpened('a'), depositMade('a', 1), accountOpened('b'), depositMade('b', 1)];
const [renamed, closed] = [branchRenamed('north', 'North'), branchClosed('north')];

describe('the segments of a batch', () => {
  it.each([
    ['an empty batch has none', [], []],
    [
      'events unknown to the projection are left out',
      [
        { type: 'SomethingElse', data: {} },
        { type: 'toString', data: {} },
      ],
      [],
    ],
    [
      'events are grouped by document, in order',
      [a1, b1, a2, b2],
      [{ folds: { a: [a1, a2], b: [b1, b2] }, sweep: null }],
    ],
    ['a set-based event alone is a segment', [closed], [{ folds: {}, sweep: closed }]],
    [
      'each set-based event ends a segment',
      [a1, renamed, b1, a2, closed, b2],
      [
        { folds: { a: [a1] }, sweep: renamed },
        { folds: { b: [b1], a: [a2] }, sweep: closed },
        { folds: { b: [b2] }, sweep: null },
      ],
    ],
  ])('%s', (_, events, expected) => expect(segments(...events)).toEqual(expected));
});
