import { randomUUID } from 'node:crypto';
import type { CollectionSpec, Document, GuardedWrite, ReadStore } from '../src';

/** A collection that no other test uses, ready in the store. */
export async function freshCollection(
  store: ReadStore,
  indexes: CollectionSpec['indexes'] = [],
): Promise<CollectionSpec> {
  const collection = { name: `test-${randomUUID()}`, version: 1, indexes };
  await store.prepare([collection]);
  return collection;
}

/** The first write of a document. */
export const born = (id: string, document: Document | null, position = 1n): GuardedWrite => {
  return { id, document, position, loaded: null };
};
