import type { Json } from '@app/kernel';
import fc from 'fast-check';
import type { Document, PageKey, ReadStore, SortBy } from '../src';
import { firstWrite, newCollection, propertyRuns } from './fixtures';

// Few values, so that there are many ties in a sort.
const value = fc.constantFrom<Json>(null, false, 1, 'x', 'y');
const document = fc.record({ a: value, b: value }).map((fields): Document => ({ siteId: 's1', ...fields }));
const sort: fc.Arbitrary<SortBy[]> = fc.array(
  fc.record({ field: fc.constantFrom('a', 'b', 'id'), order: fc.constantFrom('ASC', 'DESC') }),
  { maxLength: 3 },
);
const id = fc.integer({ min: 0, max: 999 }).map(String);
const named = fc.uniqueArray(fc.tuple(id, document), { selector: ([name]) => name, minLength: 1, maxLength: 24 });

/** Paging by key while other documents are added and removed. */
export function keyPagingContract(store: () => ReadStore): void {
  it('paging by key gives every document that stays exactly once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(named, sort, fc.integer({ min: 1, max: 4 }), async (documents, sort, limit) => {
        const collection = await newCollection(store(), [['a', 'b']]);
        const kept = documents.filter((_, n) => n % 3 === 0);
        const removed = documents.filter((_, n) => n % 3 === 1);
        const added = documents.filter((_, n) => n % 3 === 2);
        await store().write(collection, [...kept, ...removed].map(([id, document]) => firstWrite(id, document))); // prettier-ignore
        const keptIds = new Set(kept.map(([id]) => id));
        const keptIn = (ids: readonly string[]) => ids.filter((id) => keptIds.has(id));
        const page = async (limit: number, after?: PageKey) => {
          const { documents, next } = await store().find(collection, {
            siteId: 's1',
            sort,
            limit,
            ...(after && { after }),
          });
          return { ids: documents.map(({ id }) => id), next };
        };

        const expected = keptIn((await page(100)).ids);
        const given: string[] = [];
        for (let after: PageKey | undefined, first = true; first || after; first = false) {
          const { ids, next } = await page(limit, after);
          given.push(...ids);
          after = next;
          const [removal] = removed.splice(0, 1).map(([id]) => ({ id, document: null, position: 2n, loaded: 1n }));
          const [addition] = added.splice(0, 1).map(([id, document]) => firstWrite(id, document));
          await store().write(collection, [...(removal ? [removal] : []), ...(addition ? [addition] : [])]);
        }
        expect(keptIn(given)).toEqual(expected);
        expect(new Set(given).size).toBe(given.length);
      }),
      { numRuns: propertyRuns(30, 500) },
    );
  });
}
