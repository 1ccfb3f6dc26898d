import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { MongoReadStore } from './mongo-read-store';

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
  let heard: Buffer[];
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    heard = [];
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      socket.once('data', (data) => {
        heard.push(data);
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

  /** What a ping fails with where nobody answers. */
  async function failure(query: string): Promise<unknown> {
    const { port } = server.address() as AddressInfo;
    const store = MongoReadStore.open(`mongodb://${credentials}@127.0.0.1:${port}/groups?${query}`, { deadline: 300 });
    const refused: unknown = await store.ping().catch((error: unknown) => error);
    await store.close();
    return refused;
  }

  it.each([
    ['begins with TLS where the URL asks for it', 'tls=true', true],
    ['is plain where it does not', 'tls=false', false],
  ])('%s, and its failure tells no password', async (_, query, speaksTls) => {
    const refused = await failure(query);
    expect(heard.map((data) => data[0] === HANDSHAKE)).toContain(speaksTls);
    expect(heard.map((data) => data[0] === HANDSHAKE)).not.toContain(!speaksTls);
    expect(refused).toMatchObject({ name: 'ReadStoreUnavailable' });
    expect((refused as Error).message).not.toContain('\n');
    expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
  });

  it('is not made with a certificate file that is not there, which is said in one line', async () => {
    const refused = await failure('tls=true&tlsCAFile=/no/such/file.pem');
    expect(heard).toEqual([]);
    expect(refused).toMatchObject({ name: 'ReadStoreUnavailable', message: expect.stringContaining('ENOENT') });
    expect((refused as Error).message).not.toContain('\n');
  });

  it.each(['', '?tls=perhaps', '?tlsCAFille=/ca.pem', '?replicaSet=', '?tls=true&ssl=false'])(
    'is not made, nor the password told, for a database and options like %j',
    (options) => {
      const path = options === '' ? '' : 'groups';
      const refused = thrownBy(`mongodb://${credentials}@db:27017/${path}${options}`);
      expect(refused).toMatchObject({ name: 'WrongReadStoreUrl' });
      expect((refused as Error).message).not.toContain('\n');
      expect(inspect(refused, { depth: Infinity })).not.toMatch(secret);
    },
  );
});
