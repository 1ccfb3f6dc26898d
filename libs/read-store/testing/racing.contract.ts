import fc from 'fast-check';
import type { CollectionSpec, ReadStore } from '../src';
import { runs } from './runs';
import { freshCollection } from './examples';

/** A happening at a position: a document hears a number, or is removed. */
type Happening = { readonly id: string; readonly says: number | 'REMOVE' };
type Log = {
  readonly [field: string]: readonly number[] | string;
  readonly siteId: string;
  readonly heard: readonly number[];
};

const foldOf = (now: Log | null, { says }: Happening): Log | null =>
  says === 'REMOVE' ? null : { siteId: 's1', heard: [...(now?.heard ?? []), says] };

type State = { readonly document: Log | null; readonly position: bigint };

const folded = (happenings: readonly Happening[]): ReadonlyMap<string, State> =>
  happenings.reduce(
    (all, happening, at) =>
      all.set(happening.id, {
        document: foldOf(all.get(happening.id)?.document ?? null, happening),
        position: BigInt(at),
      }),
    new Map<string, State>(),
  );

/** Loads, folds what each document has not heard yet, writes, and does it again for what was lost: as a projector does. */
async function project(
  store: ReadStore,
  to: CollectionSpec,
  happenings: readonly Happening[],
  batch: number,
): Promise<void> {
  for (let from = 0; from < happenings.length; from += batch) {
    const piece = happenings
      .slice(from, from + batch)
      .map((happening, at) => ({ happening, position: BigInt(from + at) }));
    let due = [...new Set(piece.map(({ happening }) => happening.id))];
    while (due.length > 0) {
      const loaded = await store.load(to, due);
      const writes = due.flatMap((id) => {
        const was = loaded.get(id) ?? null;
        const news = piece.filter((it) => it.happening.id === id && it.position > (was?.position ?? -1n));
        const document = news.reduce((now, it) => foldOf(now, it.happening), (was?.document ?? null) as Log | null);
        return news.length === 0
          ? []
          : [{ id, document, position: news.at(-1)!.position, loaded: was?.position ?? null }];
      });
      const lost = await store.write(to, writes);
      due = lost.map((index) => writes[index]!.id);
    }
  }
}

const happenings = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    says: fc.oneof({ weight: 5, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.constant('REMOVE' as const) }),
  }),
  { maxLength: 60 },
);

/** Two projectors at once end where one alone would. */
export function racingContract(store: () => ReadStore): void {
  it('two writers at once, each trying again what it lost, end in the same documents as one', async () => {
    await fc.assert(
      fc.asyncProperty(
        happenings,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, one, two) => {
          const collection = await freshCollection(store());
          await Promise.all([project(store(), collection, all, one), project(store(), collection, all, two)]);
          const found = await store().load(collection, ['a', 'b', 'c', 'd', 'e']);
          const states = [...found.values()].map(({ id, document, position }) => [id, { document, position }] as const);
          expect(new Map(states)).toEqual(folded(all));
        },
      ),
      { numRuns: runs(10, 300) },
    );
  }, 120_000);
}
