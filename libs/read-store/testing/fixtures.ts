import { randomUUID } from 'node:crypto';
import type { CollectionSpec, Document, GuardedWrite, ReadStore } from '../src';

/** A prepared collection that no other test uses. */
export async function newCollection(
  store: ReadStore,
  indexes: CollectionSpec['indexes'] = [],
): Promise<CollectionSpec> {
  const collection = { name: `test-${randomUUID()}`, version: 1, indexes };
  await store.prepare([collection]);
  return collection;
}

/** A write that expects that there is no such document. */
export const firstWrite = (id: string, document: Document | null, position = 1n): GuardedWrite => {
  return { id, document, position, loaded: null };
};

/** How many runs a property test makes: `quick` by default, `long` with `LONG=1`. */
export const propertyRuns = (quick: number, long: number): number => (process.env.LONG === '1' ? long : quick);
