import { readStoreContract } from '../../testing/read-store.contract';
import { MongoReadStore } from './mongo-read-store';

const url = process.env.READ_STORE_URL!;

readStoreContract('MongoReadStore', () => Promise.resolve(MongoReadStore.open(url)));
