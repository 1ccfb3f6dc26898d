import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_STREAM } from '@app/kernel';
import { eventStoreContract } from '../../testing/event-store.contract';
import { idsOf, numbered, takeEvents } from '../../testing/new-events';
import { SqliteEventStore } from './sqlite-event-store';

eventStoreContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'event-store-'));
  let store = await SqliteEventStore.open(directory);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await SqliteEventStore.open(directory);
      return store;
    },
    writeRaw: async (stream, event) => {
      const [last] = store['reader'].readStream(stream, Number.MAX_SAFE_INTEGER, 'backwards', 1);
      await store['writer'].append(stream, [event], last?.revision ?? NO_STREAM);
    },
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});

describe('the SQLite event store', () => {
  let directory: string;
  let store: SqliteEventStore;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'event-store-'));
    store = await SqliteEventStore.open(directory);
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });
  const unavailable = (outcome: 'NONE' | 'UNKNOWN') => ({ name: 'EventStoreUnavailable', outcome });

  it('finishes appends that were called before it is closed, and refuses later calls', async () => {
    const events = Array.from({ length: 50 }, () => numbered(2));
    const appending = events.map((some, n) => store.append('s', some, n * 2 - 1));
    await Promise.all([store.close(), store.close()]);
    expect((await Promise.all(appending)).at(-1)).toMatchObject({ revision: 99 });
    await expect(store.append('s', numbered(1), 99)).rejects.toMatchObject(unavailable('NONE'));
    await expect(store.readStream('s')).rejects.toMatchObject(unavailable('NONE'));
    store = await SqliteEventStore.open(directory);
    expect(idsOf(await store.readStream('s'))).toEqual(idsOf(events.flat()));
  });

  it('is a single file while it is closed', async () => {
    await store.append('s', numbered(3), NO_STREAM);
    await store.close();
    const copied = await mkdtemp(join(tmpdir(), 'event-store-copy-'));
    await copyFile(join(directory, 'events.db'), join(copied, 'events.db'));
    const copy = await SqliteEventStore.open(copied);
    expect(await copy.readStream('s')).toHaveLength(3);
    await copy.close();
    await rm(copied, { recursive: true });
  });

  it('reports an unknown outcome for appends in flight when its writer ends, and refuses further calls', async () => {
    const taken = takeEvents(store.subscribe({ signal: new AbortController().signal }), 1000);
    const lost = expect(taken).rejects.toMatchObject(unavailable('NONE'));
    store['writer']['thread'].postMessage('CLOSE'); // terminating a thread inside libsql would abort the process
    const appending = Array.from({ length: 20 }, (_, n) => store.append(`s${n}`, numbered(1), NO_STREAM));
    for (const outcome of await Promise.allSettled(appending)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable('UNKNOWN') });
    }
    await lost;
    await expect(store.append('s', numbered(1), NO_STREAM)).rejects.toMatchObject(unavailable('NONE'));
    await expect(store.readAll()).rejects.toMatchObject(unavailable('NONE'));
    await expect(store.lastPosition()).rejects.toMatchObject(unavailable('NONE'));
  });

  it('is unavailable when it cannot be opened', async () => {
    const missing = SqliteEventStore.open(join(directory, 'missing'));
    await expect(missing).rejects.toMatchObject(unavailable('NONE'));
    const broken = await mkdtemp(join(tmpdir(), 'event-store-broken-'));
    await writeFile(join(broken, 'events.db'), 'no database '.repeat(1000));
    await expect(SqliteEventStore.open(broken)).rejects.toMatchObject(unavailable('NONE'));
    await rm(broken, { recursive: true });
  });
});
