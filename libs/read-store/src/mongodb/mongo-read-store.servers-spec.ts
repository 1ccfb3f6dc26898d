import { readStoreContract } from '../../testing/read-store.contract';
import { expectEqualResults } from '../../testing/equal-results';
import { InMemoryReadStore } from '../in-memory/in-memory-read-store';
import { MongoReadStore } from './mongo-read-store';

const url = process.env.READ_STORE_URL!;
const open = () => MongoReadStore.open(url);

readStoreContract('MongoReadStore', () => Promise.resolve(open()), 100);

describe('every read store', () => {
  const stores = [new InMemoryReadStore(), open()];
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('finds the same documents as filtering and sorting an array does', () => expectEqualResults(stores), 600_000);
});
