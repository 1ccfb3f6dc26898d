import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstWrite, newCollection } from '../../testing/fixtures';
import { readStoreContract } from '../../testing/read-store.contract';
import { expectEqualResults } from '../../testing/equal-results';
import { InMemoryReadStore } from '../in-memory/in-memory-read-store';
import { ReadStoreUnavailable } from '../read-store';
import { SqliteReadStore } from './sqlite-read-store';

const directories: string[] = [];
function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'read-store-'));
  directories.push(directory);
  return directory;
}
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

readStoreContract('SqliteReadStore', () => Promise.resolve(new SqliteReadStore(temporary())));

describe('every read store', () => {
  const stores = [new InMemoryReadStore(), new SqliteReadStore(temporary())];
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('finds the same documents as filtering and sorting an array does', () => expectEqualResults(stores), 600_000);
});

describe('the file', () => {
  it('keeps documents and checkpoints for the next process', async () => {
    const directory = join(temporary(), 'not', 'yet', 'there');
    const before = new SqliteReadStore(directory);
    const collection = await newCollection(before, [['name']]);
    const checkpoint = { position: 7n, storeId: 'store', caughtUpAt: null };
    await before.write(collection, [firstWrite('ravi', { siteId: 's1', name: 'Ravi' })], {
      name: 'people',
      ...checkpoint,
    });
    await before.close();

    const after = new SqliteReadStore(directory);
    await after.prepare([collection]);
    expect(await after.get(collection, 's1', 'ravi')).toMatchObject({ document: { name: 'Ravi' } });
    expect(await after.checkpoint('people')).toEqual(checkpoint);
    await after.close();
  });

  it('takes writes and their checkpoint together or not at all', async () => {
    const store = new SqliteReadStore(temporary());
    const collection = await newCollection(store);
    const tooFar = { position: 2n ** 70n, storeId: 'store', caughtUpAt: null };
    const written = store.write(collection, [firstWrite('ravi', { siteId: 's1' })], { name: 'people', ...tooFar });
    await expect(written).rejects.toThrow(ReadStoreUnavailable);
    expect((await store.load(collection, ['ravi'])).size).toBe(0);
    await store.close();
  });

  it('makes the store unavailable when it is no database', async () => {
    const directory = temporary();
    writeFileSync(join(directory, 'views.db'), 'not a database at all, but long enough to be looked at'.repeat(100));
    const store = new SqliteReadStore(directory);
    await expect(store.ping()).rejects.toThrow(ReadStoreUnavailable);
    await expect(store.prepare([])).rejects.toThrow(ReadStoreUnavailable);
    await store.close();
  });
});
