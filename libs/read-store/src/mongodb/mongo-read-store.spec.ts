import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { ReadStoreUnavailable } from '../read-store';
import { MongoReadStore } from './mongo-read-store';
import { WrongReadStoreUrl } from './mongo-url';

jest.setTimeout(120_000); // only stops a test that hangs

describe('the URL', () => {
  it.each([
    'mongodb://127.0.0.1:27017',
    'mongodb://127.0.0.1:27017/',
    'mongodb://127.0.0.1:27017/?w=1',
    'postgres://127.0.0.1/groups',
    'mongodb://user:secret@127.0.0.1:27017/groups?maxPoolSize=nonsense',
    'mongodb://user:secret@127.0.0.1:27017/%zz',
  ])('%s is refused with one line that contains no password', (url) => {
    let refusal: unknown;
    try {
      MongoReadStore.open(url);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(WrongReadStoreUrl);
    expect((refusal as Error).message).not.toMatch(/\n|secret/);
  });

  it('may have several hosts before the database', async () => {
    await MongoReadStore.open('mongodb://one:27017,two:27017/groups?replicaSet=rs0').close();
  });
});

describe('a server', () => {
  const sockets: Socket[] = [];
  let silent: Server;
  beforeAll(async () => {
    silent = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    silent.close();
    await once(silent, 'close');
  });

  const urlAt = (port: number) => `mongodb://127.0.0.1:${port}/groups`;
  const portOfSilent = () => (silent.address() as { port: number }).port;
  const collection = { name: 'people', version: 1, indexes: [] };
  const calls: readonly (readonly [name: string, call: (store: MongoReadStore) => Promise<unknown>])[] = [
    ['ping', (store) => store.ping()],
    ['prepare', (store) => store.prepare([collection])],
    ['load', (store) => store.load(collection, ['a'])],
    ['find', (store) => store.find(collection, { siteId: 's1', limit: 1 })],
    ['count', (store) => store.count(collection, { siteId: 's1', upTo: 1 })],
    ['get', (store) => store.get(collection, 's1', 'a')],
    ['erase', (store) => store.erase(collection, { siteId: 's1', limit: 1 })],
    [
      'write',
      (store) => store.write(collection, [{ id: 'a', document: { siteId: 's1' }, position: 1n, loaded: null }]),
    ],
    [
      'sweep',
      (store) => store.sweep(collection, { siteId: 's1', field: 'a', equals: 'b', change: null, position: 1n }, 10),
    ],
    ['checkpoint', (store) => store.checkpoint('people')],
    ['saveCheckpoint', (store) => store.saveCheckpoint('people', { position: 1n, storeId: 's', caughtUpAt: null })],
    ['clear', (store) => store.clear(collection, 'people')],
  ];

  it.each(calls)('that is silent makes %s fail at the deadline', async (_, call) => {
    const store = MongoReadStore.open(urlAt(portOfSilent()), { deadline: 100 });
    await expect(call(store)).rejects.toThrow(ReadStoreUnavailable);
    await store.close().catch(() => undefined); // it has the same deadline
  });

  it('that does not exist is unavailable', async () => {
    const store = MongoReadStore.open(urlAt(1), { deadline: 100 });
    await expect(store.ping()).rejects.toThrow(ReadStoreUnavailable);
    await store.close().catch(() => undefined);
  });
});
