import { readStoreContract } from '../../testing/read-store.contract';
import { InMemoryReadStore } from './in-memory-read-store';

readStoreContract('InMemoryReadStore', () => Promise.resolve(new InMemoryReadStore()));
