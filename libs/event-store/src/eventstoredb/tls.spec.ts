import { inspect } from 'node:util';
import { NO_STREAM } from '@app/kernel';
import { following, until } from '../../testing/following';
import { numbered } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { testCertificate, TlsDoor } from '../../testing/tls/tls-door';
import { WrongEventStoreUrl } from './connection-string';
import { EventStoreDbEventStore } from './event-store-db-event-store';

const PASSWORD = 'gr:eat s@cret';
const secret = /gr(:|%3A)eat|s@cret|s%40cret/;
const credentials = `olga:${encodeURIComponent(PASSWORD)}`;
const basic = `Basic ${Buffer.from(`olga:${PASSWORD}`).toString('base64')}`;
const trusting = `tls=true&tlsCAFile=${encodeURIComponent(testCertificate)}`;

describe('a server that speaks TLS', () => {
  let server: TestServer;
  let door: TlsDoor;
  let stores: EventStoreDbEventStore[];
  const printed = jest.spyOn(console, 'warn').mockImplementation(() => {});
  beforeEach(async () => {
    stores = [];
    server = await TestServer.start();
    door = await TlsDoor.before(Number(new URL(server.url).port));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await door.close();
    await server.stop();
  });
  afterAll(() => printed.mockRestore());

  async function open(scheme: string, query: string): Promise<EventStoreDbEventStore> {
    const url = `${scheme}://${credentials}@localhost:${door.port}?${query}`;
    const store = await EventStoreDbEventStore.open(url, { deadline: 2000 });
    stores.push(store);
    return store;
  }
  const authorizationOf = (method: string) => [
    ...new Set(door.knocks.filter((knock) => knock.method === method).map(({ authorization }) => authorization)),
  ];

  it.each(['esdb', 'kurrentdb'])('is told the credentials of an %s URL by every call', async (scheme) => {
    const store = await open(scheme, trusting);
    await store.append('s1', numbered(2), NO_STREAM);
    expect(await store.readStream('s1')).toHaveLength(2);
    expect(await store.readAll()).toHaveLength(2);
    expect(authorizationOf('BatchAppend')).toEqual([basic]);
    expect(authorizationOf('Read')).toEqual([basic]);

    door.knocks.length = 0;
    const follower = following(store);
    await until(() => follower.events().length === 2);
    await follower.stop();
    expect(authorizationOf('Read')).toEqual([basic]);
  });

  it('is not talked to when its certificate is not trusted, which is said in one line', async () => {
    const store = await open('esdb', 'tls=true');
    for (const call of [
      () => store.identity(),
      () => store.readAll(),
      () => store.append('s1', numbered(1), NO_STREAM),
    ]) {
      const refused: unknown = await call().catch((error: unknown) => error);
      expect(refused).toMatchObject({
        name: 'EventStoreUnavailable',
        message: 'the event store is not trusted: self-signed certificate',
        outcome: 'NONE',
      });
      expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
    }
    expect(door.knocks).toEqual([]);
  });

  it('is reached with TLS also when the URL does not say so, and never without', async () => {
    expect(await (await open('esdb', trusting.replace('tls=true&', ''))).readAll()).toEqual([]);
    await expect((await open('esdb', 'tls=false')).readAll()).rejects.toThrow('cannot be reached');
    expect(new Set(door.knocks.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
  });

  it('gets as long as every call has, whatever the client’s own deadline', async () => {
    const store = await open('esdb', `${trusting}&defaultDeadline=60000`);
    server.faults.silence();
    const began = performance.now();
    await expect(store.readAll()).rejects.toThrow('did not answer in time');
    expect(performance.now() - began).toBeLessThan(4000);
  });

  it.each([
    ['a file that is not there', 'tls=true&tlsCAFile=/no/such/file.pem'],
    ['half of a client certificate', `tls=true&userCertFile=${encodeURIComponent(testCertificate)}`],
    ['a value that is none', 'tls=perhaps'],
    ['a number that is none', 'tls=true&defaultDeadline=soon'],
    ['a wish that no client fulfils', 'tls=true&tlsVerifyCert=false'],
    ['an option that nobody knows', 'tls=true&tlsCaPath=/etc'],
  ])('is not looked for with %s', async (_, query) => {
    const refused: unknown = await open('esdb', query).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongEventStoreUrl);
    expect((refused as Error).message).not.toMatch(/\n/);
    expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
    expect(printed).not.toHaveBeenCalled();
  });
});
