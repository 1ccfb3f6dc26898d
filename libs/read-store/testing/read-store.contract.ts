import { randomUUID } from 'node:crypto';
import { ReadStoreUnavailable, type Document, type ReadStore } from '../src';
import { checkpointContract } from './checkpoint.contract';
import { firstWrite, newCollection } from './fixtures';
import { eraseContract } from './erase.contract';
import { findContract } from './find.contract';
import { concurrentWritersContract } from './concurrent-writers.contract';
import { keyPagingContract } from './key-paging.contract';

/**
 * The tests that every implementation of `ReadStore` passes. `open` gives a store that the suite closes; it may hold data of
 * earlier runs. `swept`: how many documents a sweep changes.
 */
export function readStoreContract(name: string, open: () => Promise<ReadStore>, swept = 2500): void {
  jest.setTimeout(300_000); // only stops a test that hangs
  describe(`${name} as a read store`, () => {
    let store: ReadStore;
    beforeAll(async () => (store = await open()));
    afterAll(() => store.close());

    const prepared = (...indexes: readonly (readonly string[])[]) => newCollection(store, indexes);

    describe('documents', () => {
      it('come back as they were written, with their position', async () => {
        const people = await prepared();
        const document = {
          siteId: 's1',
          name: 'Ravi ❤ 😀 \u0000 %_\\\'"',
          age: 1.5,
          tags: ['a', null],
          deep: { er: true },
        };
        await store.write(people, [firstWrite('ravi', document, 9_007_199_254_740_993n)]);
        const stored = { id: 'ravi', document, position: 9_007_199_254_740_993n };
        expect(await store.load(people, ['ravi', 'nobody'])).toEqual(new Map([['ravi', stored]]));
        expect((await store.find(people, { siteId: 's1', limit: 10 })).documents).toEqual([stored]);
        expect(await store.get(people, 's1', 'ravi')).toEqual({ document, position: 9_007_199_254_740_993n });
      });

      it('are not found by another site', async () => {
        const people = await prepared();
        await store.write(people, [firstWrite('ravi', { siteId: 's1' })]);
        expect(await store.get(people, 's2', 'ravi')).toBeNull();
        expect((await store.find(people, { siteId: 's2', limit: 10 })).documents).toEqual([]);
        expect(await store.count(people, { siteId: 's2', upTo: 10 })).toBe(0);
      });

      it('that were removed stay as tombstones, which only load gives', async () => {
        const people = await prepared();
        await store.write(people, [firstWrite('ravi', { siteId: 's1' })]);
        await store.write(people, [{ id: 'ravi', document: null, position: 2n, loaded: 1n }]);
        expect(await store.load(people, ['ravi'])).toEqual(
          new Map([['ravi', { id: 'ravi', document: null, position: 2n }]]),
        );
        expect(await store.get(people, 's1', 'ravi')).toBeNull();
        expect((await store.find(people, { siteId: 's1', limit: 10 })).documents).toEqual([]);
        expect(await store.write(people, [firstWrite('ravi', { siteId: 's1' }, 3n)])).toEqual([0]);
        expect(
          await store.write(people, [{ id: 'ravi', document: { siteId: 's1' }, position: 3n, loaded: 2n }]),
        ).toEqual([]);
        expect(await store.count(people, { siteId: 's1', upTo: 10 })).toBe(1);
      });

      it('are kept when their collection is prepared again', async () => {
        const people = await prepared(['name']);
        await store.write(people, [firstWrite('ravi', { siteId: 's1', name: 'Ravi' })]);
        const more = { ...people, indexes: [...people.indexes, ['age', 'name']] };
        await store.prepare([more, more]);
        expect(
          await store.count(more, { siteId: 's1', filter: { field: 'age', is: 'exists', value: false }, upTo: 9 }),
        ).toBe(1);
      });

      it('of another version are another collection', async () => {
        const people = await prepared();
        await store.write(people, [firstWrite('ravi', { siteId: 's1' })]);
        await store.prepare([{ ...people, version: 2 }]);
        expect((await store.load({ ...people, version: 2 }, ['ravi'])).size).toBe(0);
      });

      it('cannot hold a list or an object in an indexed field', async () => {
        const people = await prepared(['groupId', 'role']);
        const write = (role: Document['role']) => store.write(people, [firstWrite('ravi', { siteId: 's1', role })]);
        await expect(write(['ADMIN'])).rejects.toThrow(TypeError);
        await expect(write({ value: 'ADMIN' })).rejects.toThrow(TypeError);
        expect((await store.load(people, ['ravi'])).size).toBe(0);
      });
    });

    describe('guarded writes', () => {
      it('take effect one by one and tell which guards were lost', async () => {
        const people = await prepared();
        await store.write(people, [firstWrite('a', { siteId: 's1', n: 1 }), firstWrite('b', { siteId: 's1', n: 1 })]);
        const lost = await store.write(people, [
          { id: 'a', document: { siteId: 's1', n: 2 }, position: 2n, loaded: 1n },
          { id: 'b', document: { siteId: 's1', n: 2 }, position: 3n, loaded: 2n },
          firstWrite('a', { siteId: 's1', n: 3 }, 4n),
          { id: 'c', document: { siteId: 's1', n: 2 }, position: 2n, loaded: 1n },
          firstWrite('d', { siteId: 's1', n: 1 }),
        ]);
        expect(lost).toEqual([1, 2, 3]);
        const positions = [...(await store.load(people, ['a', 'b', 'c', 'd'])).values()].map(({ id, position }) => [
          id,
          position,
        ]);
        expect(positions.sort()).toEqual([['a', 2n], ['b', 1n], ['d', 1n]]); // prettier-ignore
      });

      it('save the checkpoint, unless a guard failed', async () => {
        const people = await prepared();
        const name = randomUUID();
        const at = (position: bigint) => ({ name, position, storeId: 'store', caughtUpAt: null });
        expect(await store.write(people, [firstWrite('a', { siteId: 's1' })], at(1n))).toEqual([]);
        expect(await store.checkpoint(name)).toEqual({ position: 1n, storeId: 'store', caughtUpAt: null });
        expect(
          await store.write(people, [firstWrite('a', { siteId: 's1' }), firstWrite('b', { siteId: 's1' })], at(2n)),
        ).toEqual([0]);
        expect(await store.checkpoint(name)).toMatchObject({ position: 1n });
        expect(await store.write(people, [], at(3n))).toEqual([]);
        expect(await store.checkpoint(name)).toMatchObject({ position: 3n });
      });
    });

    describe('a sweep', () => {
      it('changes once every document with that value and a lower position, at most so many in a call', async () => {
        const people = await prepared(['groupId']);
        const writes = Array.from({ length: swept }, (_, n) =>
          firstWrite(`p${n}`, { siteId: 's1', groupId: 'yoga', n }, 5n),
        );
        await store.write(people, [
          ...writes,
          firstWrite('later', { siteId: 's1', groupId: 'yoga' }, 11n),
          firstWrite('elsewhere', { siteId: 's2', groupId: 'yoga' }, 5n),
          firstWrite('other', { siteId: 's1', groupId: 'chess' }, 5n),
        ]);
        const gone = { field: 'gone', is: 'eq', value: true } as const;
        const sweep = { siteId: 's1', field: 'groupId', equals: 'yoga', change: { gone: true }, position: 10n };
        const changedIn = async (calls: number) => {
          for (let n = 1; n < calls; n++) expect(await store.sweep(people, sweep, step)).toBe(false);
          return store.sweep(people, sweep, step);
        };
        const step = Math.ceil((swept + 1) / 3);
        expect(await store.sweep(people, sweep, step)).toBe(false);
        expect(await store.count(people, { siteId: 's1', filter: gone, upTo: 9999 })).toBe(step);
        expect(await changedIn(2)).toBe(true);
        expect(await changedIn(1)).toBe(true);
        expect(await store.count(people, { siteId: 's1', filter: gone, upTo: 9999 })).toBe(swept);
        expect(await store.count(people, { siteId: 's2', filter: gone, upTo: 9999 })).toBe(0);
        const { documents } = await store.find(people, { siteId: 's1', filter: { not: gone }, limit: 10 });
        expect(documents.map(({ id }) => id)).toEqual(['later', 'other']);
        expect(await store.get(people, 's1', 'p7')).toEqual({
          document: { siteId: 's1', groupId: 'yoga', n: 7, gone: true },
          position: 10n,
        });
      });

      it('with null leaves tombstones', async () => {
        const people = await prepared(['groupId']);
        await store.write(people, [firstWrite('ravi', { siteId: 's1', groupId: 'yoga' }, 5n)]);
        await store.sweep(people, { siteId: 's1', field: 'groupId', equals: 'yoga', change: null, position: 10n }, 10);
        expect(await store.load(people, ['ravi'])).toEqual(
          new Map([['ravi', { id: 'ravi', document: null, position: 10n }]]),
        );
      });
    });

    eraseContract(() => store);
    findContract(() => store);
    keyPagingContract(() => store);
    checkpointContract(() => store);
    concurrentWritersContract(() => store);

    it('resolves a ping, and throws on every call once it is closed', async () => {
      const another = await open();
      await another.ping();
      await another.close();
      await expect(another.ping()).rejects.toThrow(ReadStoreUnavailable);
      await expect(another.checkpoint('any')).rejects.toThrow(ReadStoreUnavailable);
      await expect(another.saveCheckpoint('any', { position: 1n, storeId: 's', caughtUpAt: null })).rejects.toThrow(ReadStoreUnavailable); // prettier-ignore
    });
  });
}
