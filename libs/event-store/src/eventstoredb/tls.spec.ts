import { inspect } from 'node:util';
import { NO_STREAM } from '@app/kernel';
import { startSubscriber, until } from '../../testing/subscriber';
import { numbered } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { testCertificate, TlsProxy } from '../../testing/tls/tls-proxy';
import { WrongEventStoreUrl } from './connection-string';
import { EventStoreDbEventStore } from './event-store-db-event-store';

jest.setTimeout(120_000); // only stops a test that hangs

const PASSWORD = 'gr:eat s@cret';
const secret = /gr(:|%3A)eat|s@cret|s%40cret/;
const credentials = `olga:${encodeURIComponent(PASSWORD)}`;
const basic = `Basic ${Buffer.from(`olga:${PASSWORD}`).toString('base64')}`;
const trusting = `tls=true&tlsCAFile=${encodeURIComponent(testCertificate)}`;

describe('a server that speaks TLS', () => {
  let server: TestServer;
  let proxy: TlsProxy;
  let stores: EventStoreDbEventStore[];
  const warnings = jest.spyOn(console, 'warn').mockImplementation(() => {});
  beforeEach(async () => {
    stores = [];
    server = await TestServer.start();
    proxy = await TlsProxy.inFrontOf(Number(new URL(server.url).port));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await proxy.close();
    await server.stop();
  });
  afterAll(() => warnings.mockRestore());

  async function open(scheme: string, query: string, deadline = 30_000): Promise<EventStoreDbEventStore> {
    const url = `${scheme}://${credentials}@localhost:${proxy.port}?${query}`;
    const store = await EventStoreDbEventStore.open(url, { deadline });
    stores.push(store);
    return store;
  }
  const authorizationOf = (method: string) => [
    ...new Set(proxy.calls.filter((call) => call.method === method).map(({ authorization }) => authorization)),
  ];

  it.each(['esdb', 'kurrentdb'])('gets the credentials of an %s URL with every call', async (scheme) => {
    const store = await open(scheme, trusting);
    await store.append('s1', numbered(2), NO_STREAM);
    expect(await store.readStream('s1')).toHaveLength(2);
    expect(await store.readAll()).toHaveLength(2);
    expect(authorizationOf('BatchAppend')).toEqual([basic]);
    expect(authorizationOf('Read')).toEqual([basic]);

    proxy.calls.length = 0;
    const subscriber = startSubscriber(store);
    await until(() => subscriber.events().length === 2);
    await subscriber.stop();
    expect(authorizationOf('Read')).toEqual([basic]);
  });

  it('gets no call when its certificate is not trusted, and the error says so in one line', async () => {
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
    expect(proxy.calls).toEqual([]);
  });

  it('is called over TLS also when the URL has no tls option, and never without TLS', async () => {
    expect(await (await open('esdb', trusting.replace('tls=true&', ''))).readAll()).toEqual([]);
    await expect((await open('esdb', 'tls=false')).readAll()).rejects.toThrow('cannot be reached');
    expect(new Set(proxy.calls.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
  });

  it('has the deadline of the store for a reply, not the one of the client', async () => {
    const store = await open('esdb', `${trusting}&defaultDeadline=600000`, 1000);
    server.faults.silence();
    const start = performance.now();
    await expect(store.readAll()).rejects.toThrow('did not answer in time');
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it.each([
    ['a missing file', 'tls=true&tlsCAFile=/no/such/file.pem'],
    ['half of a client certificate', `tls=true&userCertFile=${encodeURIComponent(testCertificate)}`],
    ['an invalid value', 'tls=perhaps'],
    ['an invalid number', 'tls=true&defaultDeadline=soon'],
    ['an unsupported option value', 'tls=true&tlsVerifyCert=false'],
    ['an unknown option', 'tls=true&tlsCaPath=/etc'],
  ])('is not connected to with %s', async (_, query) => {
    const refused: unknown = await open('esdb', query).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongEventStoreUrl);
    expect((refused as Error).message).not.toMatch(/\n/);
    expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
    expect(warnings).not.toHaveBeenCalled();
  });
});
