import { randomUUID } from 'node:crypto';
import type { Checkpoint, ReadStore } from '../src';
import { firstWrite, newCollection } from './fixtures';

const at = (position: bigint | null, caughtUpAt: string | null = null, storeId = 'store'): Checkpoint => {
  return { position, storeId, caughtUpAt };
};

/** Saving and clearing checkpoints. */
export function checkpointContract(store: () => ReadStore): void {
  describe('a checkpoint', () => {
    it.each([
      ['moves forwards', [at(1n), at(3n, 'today')], at(3n, 'today')],
      ['does not move back, but takes over when it was caught up', [at(3n), at(2n, 'today')], at(3n, 'today')],
      ['can lose when it was caught up', [at(3n, 'today'), at(3n)], at(3n)],
      ['does not move back to the start', [at(3n), at(null, 'today')], at(3n, 'today')],
      ['moves from the start', [at(null), at(0n)], at(0n)],
      ['stays at the start', [at(null), at(null, 'today')], at(null, 'today')],
      ['is replaced by that of another store', [at(3n, 'today'), at(1n, null, 'other')], at(1n, null, 'other')],
      ['is replaced by the start of another store', [at(3n), at(null, null, 'other')], at(null, null, 'other')],
    ] as const)('%s', async (_, saved, is) => {
      const name = randomUUID();
      expect(await store().checkpoint(name)).toBeNull();
      for (const checkpoint of saved) await store().saveCheckpoint(name, checkpoint);
      expect(await store().checkpoint(name)).toEqual(is);
    });

    it('is deleted when its collection is cleared, and no other is', async () => {
      const [people, others] = [await newCollection(store()), await newCollection(store())];
      const [name, other] = [randomUUID(), randomUUID()];
      await store().write(people, [firstWrite('a', { siteId: 's1' }), firstWrite('b', null)], { name, ...at(1n) });
      await store().write(others, [firstWrite('a', { siteId: 's1' })], { name: other, ...at(1n) });
      await store().clear(people, name);
      expect((await store().load(people, ['a', 'b'])).size).toBe(0);
      expect(await store().checkpoint(name)).toBeNull();
      expect((await store().load(others, ['a'])).size).toBe(1);
      expect(await store().checkpoint(other)).toEqual(at(1n));
    });
  });
}
