import type { ReadStore } from '../read-store';
import type { MongoReadStoreOptions } from './mongo-read-store';

/**
 * Opens the read store in the MongoDB at this URL, see `MongoReadStore.open`. The driver is loaded only now: a service on
 * embedded stores starts without it.
 */
export async function openMongoReadStore(url: string, options?: MongoReadStoreOptions): Promise<ReadStore> {
  const { MongoReadStore } = await import('./mongo-read-store.js');
  return MongoReadStore.open(url, options);
}
