import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { MongoReadStore } from './mongo-read-store';

jest.setTimeout(120_000); // only stops a test that hangs

const PASSWORD = 'gr:eat s@cret';
const secret = /gr(:|%3A)eat|s@cret|s%40cret/;
const credentials = `olga:${encodeURIComponent(PASSWORD)}`;
/** The first byte of a TLS connection; MongoDB's own protocol begins with the length of the first message. */
const HANDSHAKE = 0x16;

const thrownBy = (url: string): unknown => {
  try {
    return void MongoReadStore.open(url);
  } catch (error) {
    return error;
  }
};

describe('a connection to MongoDB', () => {
  let server: Server;
  let received: Buffer[];
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    received = [];
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      socket.once('data', (data) => {
        received.push(data);
        socket.destroy();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  function open(query: string, deadline: number): MongoReadStore {
    const { port } = server.address() as AddressInfo;
    return MongoReadStore.open(`mongodb://${credentials}@127.0.0.1:${port}/groups?${query}`, { deadline });
  }
  const failedPing = (store: MongoReadStore): Promise<unknown> => store.ping().catch((error: unknown) => error);

  it.each([
    ['starts with TLS if the URL asks for it', 'tls=true', true],
    ['is unencrypted if it does not', 'tls=false', false],
  ])('%s, and its error contains no password', async (_, query, speaksTls) => {
    const store = open(query, 300);
    let refused: unknown;
    do refused = await failedPing(store);
    while (received.length === 0); // a slow machine may need more than one deadline to connect
    await store.close().catch(() => undefined);
    expect(received.map((data) => data[0] === HANDSHAKE)).toContain(speaksTls);
    expect(received.map((data) => data[0] === HANDSHAKE)).not.toContain(!speaksTls);
    expect(refused).toMatchObject({ name: 'ReadStoreUnavailable' });
    expect((refused as Error).message).not.toContain('\n');
    expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
  });

  it('is not made with a missing certificate file, and the error says so in one line', async () => {
    const store = open('tls=true&tlsCAFile=/no/such/file.pem', 30_000);
    const refused = await failedPing(store);
    await store.close().catch(() => undefined);
    expect(received).toEqual([]);
    expect(refused).toMatchObject({ name: 'ReadStoreUnavailable', message: expect.stringContaining('ENOENT') });
    expect((refused as Error).message).not.toContain('\n');
  });

  it.each(['', '?tls=perhaps', '?tlsCAFille=/ca.pem', '?replicaSet=', '?tls=true&ssl=false'])(
    'is refused without showing the password, for a database and options like %j',
    (options) => {
      const path = options === '' ? '' : 'groups';
      const refused = thrownBy(`mongodb://${credentials}@db:27017/${path}${options}`);
      expect(refused).toMatchObject({ name: 'WrongReadStoreUrl' });
      expect((refused as Error).message).not.toContain('\n');
      expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
    },
  );
});
