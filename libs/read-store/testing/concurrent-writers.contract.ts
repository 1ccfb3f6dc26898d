import fc from 'fast-check';
import type { CollectionSpec, ReadStore } from '../src';
import { newCollection, propertyRuns } from './fixtures';

/** An event of the test: a number is added to a document, or the document is removed. Its index is its position. */
type TestEvent = { readonly id: string; readonly value: number | 'REMOVE' };
type TestDocument = {
  readonly [field: string]: readonly number[] | string;
  readonly siteId: string;
  readonly values: readonly number[];
};

const evolve = (now: TestDocument | null, { value }: TestEvent): TestDocument | null =>
  value === 'REMOVE' ? null : { siteId: 's1', values: [...(now?.values ?? []), value] };

type State = { readonly document: TestDocument | null; readonly position: bigint };

const foldAll = (events: readonly TestEvent[]): ReadonlyMap<string, State> =>
  events.reduce(
    (all, event, at) =>
      all.set(event.id, {
        document: evolve(all.get(event.id)?.document ?? null, event),
        position: BigInt(at),
      }),
    new Map<string, State>(),
  );

/** What a projector does: loads, applies the events after each document's position, writes, and repeats failed writes. */
async function project(
  store: ReadStore,
  to: CollectionSpec,
  events: readonly TestEvent[],
  batch: number,
): Promise<void> {
  for (let from = 0; from < events.length; from += batch) {
    const piece = events.slice(from, from + batch).map((event, at) => ({ event, position: BigInt(from + at) }));
    let due = [...new Set(piece.map(({ event }) => event.id))];
    while (due.length > 0) {
      const loaded = await store.load(to, due);
      const writes = due.flatMap((id) => {
        const was = loaded.get(id) ?? null;
        const news = piece.filter((it) => it.event.id === id && it.position > (was?.position ?? -1n));
        const document = news.reduce(
          (now, it) => evolve(now, it.event),
          (was?.document ?? null) as TestDocument | null,
        );
        return news.length === 0
          ? []
          : [{ id, document, position: news.at(-1)!.position, loaded: was?.position ?? null }];
      });
      const lost = await store.write(to, writes);
      due = lost.map((index) => writes[index]!.id);
    }
  }
}

const events = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    value: fc.oneof({ weight: 5, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.constant('REMOVE' as const) }),
  }),
  { maxLength: 60 },
);

/** Two concurrent projectors give the same documents as one. */
export function concurrentWritersContract(store: () => ReadStore): void {
  it('two concurrent writers that repeat failed writes give the same documents as one', async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, one, two) => {
          const collection = await newCollection(store());
          await Promise.all([project(store(), collection, all, one), project(store(), collection, all, two)]);
          const found = await store().load(collection, ['a', 'b', 'c', 'd', 'e']);
          const states = [...found.values()].map(({ id, document, position }) => [id, { document, position }] as const);
          expect(new Map(states)).toEqual(foldAll(all));
        },
      ),
      { numRuns: propertyRuns(10, 300) },
    );
  });
}
