import type { Json } from '@app/kernel';
import fc from 'fast-check';
import type { Document, PageKey, ReadStore, SortBy } from '../src';
import { firstWrite, newCollection, propertyRuns } from './fixtures';

// Few values, so that many documents are equal in what they are sorted by.
const value = fc.constantFrom<Json>(null, false, 1, 'x', 'y');
const document = fc.record({ a: value, b: value }).map((fields): Document => ({ siteId: 's1', ...fields }));
const sort: fc.Arbitrary<SortBy[]> = fc.array(
  fc.record({ field: fc.constantFrom('a', 'b', 'id'), order: fc.constantFrom('ASC', 'DESC') }),
  { maxLength: 3 },
);
const id = fc.integer({ min: 0, max: 999 }).map(String);
const named = fc.uniqueArray(fc.tuple(id, document), { selector: ([name]) => name, minLength: 1, maxLength: 24 });

/** Walking from page to page by key, while other documents come and go. */
export function keyPagingContract(store: () => ReadStore): void {
  it('a walk meets once what stays, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(named, sort, fc.integer({ min: 1, max: 4 }), async (documents, sort, limit) => {
        const collection = await newCollection(store(), [['a', 'b']]);
        const stays = documents.filter((_, n) => n % 3 === 0);
        const goes = documents.filter((_, n) => n % 3 === 1);
        const comes = documents.filter((_, n) => n % 3 === 2);
        await store().write(collection, [...stays, ...goes].map(([id, document]) => firstWrite(id, document))); // prettier-ignore
        const staying = new Set(stays.map(([id]) => id));
        const stayingIn = (ids: readonly string[]) => ids.filter((id) => staying.has(id));
        const page = async (limit: number, after?: PageKey) => {
          const { documents, next } = await store().find(collection, {
            siteId: 's1',
            sort,
            limit,
            ...(after && { after }),
          });
          return { ids: documents.map(({ id }) => id), next };
        };

        const expected = stayingIn((await page(100)).ids);
        const met: string[] = [];
        for (let after: PageKey | undefined, first = true; first || after; first = false) {
          const { ids, next } = await page(limit, after);
          met.push(...ids);
          after = next;
          const [gone] = goes.splice(0, 1).map(([id]) => ({ id, document: null, position: 2n, loaded: 1n }));
          const [come] = comes.splice(0, 1).map(([id, document]) => firstWrite(id, document));
          await store().write(collection, [...(gone ? [gone] : []), ...(come ? [come] : [])]);
        }
        expect(stayingIn(met)).toEqual(expected);
        expect(new Set(met).size).toBe(met.length);
      }),
      { numRuns: propertyRuns(30, 500) },
    );
  }, 120_000);
}
