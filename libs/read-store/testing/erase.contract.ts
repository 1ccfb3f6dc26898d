import type { ReadStore } from '../src';
import { firstWrite, newCollection } from './fixtures';

/** Deleting documents that no projection writes. */
export function eraseContract(store: () => ReadStore): void {
  describe('erasing', () => {
    const old = { field: 'expiresAt', is: 'lt', value: '2024-05-02' } as const;
    const filledCollection = async () => {
      const collection = await newCollection(store(), [['expiresAt']]);
      await store().write(collection, [
        firstWrite('a', { siteId: 's1', expiresAt: '2024-05-01' }),
        firstWrite('b', { siteId: 's1', expiresAt: '2024-05-01' }),
        firstWrite('c', { siteId: 's1', expiresAt: '2024-05-01' }),
        firstWrite('later', { siteId: 's1', expiresAt: '2024-05-02' }),
        firstWrite('elsewhere', { siteId: 's2', expiresAt: '2024-05-01' }),
      ]);
      return collection;
    };
    const ids = ['a', 'b', 'c', 'later', 'elsewhere'];

    it('deletes matching documents of the site up to the limit, and gives how many', async () => {
      const collection = await filledCollection();
      const erase = (limit: number) => store().erase(collection, { siteId: 's1', filter: old, limit });
      expect([await erase(2), await erase(2), await erase(2)]).toEqual([2, 1, 0]);
      expect([...(await store().load(collection, ids)).keys()].sort()).toEqual(['elsewhere', 'later']);
    });

    it('leaves no tombstone, so that the document can be written as new again', async () => {
      const collection = await filledCollection();
      expect(await store().erase(collection, { siteId: 's1', limit: 10 })).toBe(4);
      expect(await store().write(collection, [firstWrite('a', { siteId: 's1' })])).toEqual([]);
    });
  });
}
