import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { InvalidRequest } from '../problems/problem';
import { sampleApp, token } from '../sample-app.examples';
import { ConsistencyTokens } from './consistency-tokens';

const accountId = '5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
const storeWith = (identity: string) => ({ identity: () => Promise.resolve(identity) }) as EventStore;

describe('a consistency token', () => {
  const tokens = new ConsistencyTokens(storeWith('store one'));

  it.each([0n, 1n, 123_456_789_012n, 2n ** 63n - 1n])('has position %p, also in another process', async (position) =>
    expect(await new ConsistencyTokens(storeWith('store one')).decode(await tokens.encode(position))).toBe(position),
  );

  it('of an empty store decodes to null', async () =>
    expect(await tokens.decode(await tokens.encode(null))).toBeNull());

  it("is short and does not contain the store's identity", async () => {
    const token = await tokens.encode(7n);
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('store one');
  });

  it('of another store decodes to null', async () =>
    expect(await tokens.decode(await new ConsistencyTokens(storeWith('store two')).encode(7n))).toBeNull());

  it('is refused when anything but its store tag was changed', async () => {
    const good = Buffer.from(await tokens.encode(7n), 'base64url');
    for (let at = 9; at < good.length; at++) {
      const forged = Buffer.from(good);
      forged[at] = (forged[at] ?? 0) ^ 1;
      await expect(tokens.decode(forged.toString('base64url'))).rejects.toThrow(InvalidRequest);
    }
  });

  it.each(['x', '7', 'a'.repeat(45), `${'a'.repeat(43)}=`, 'ü'.repeat(44), 'a'.repeat(44) + ',' + 'a'.repeat(44)])(
    'is refused as malformed: %p',
    (text) => expect(tokens.decode(text)).rejects.toThrow(InvalidRequest),
  );

  it("reads the store's identity again after a failure", async () => {
    let down = true;
    const identity = () => (down ? Promise.reject(new Error('down')) : Promise.resolve('store one'));
    const late = new ConsistencyTokens({ identity } as EventStore);
    await expect(late.encode(7n)).rejects.toThrow('down');
    down = false;
    expect(await tokens.decode(await late.encode(7n))).toBe(7n);
  });
});

describe('over HTTP', () => {
  const setUp = async () => {
    const store = new InMemoryEventStore();
    const app = await sampleApp({ store });
    const ravi = { authorization: await token() };
    const write = (method: 'PATCH' | 'DELETE', headers = {}) =>
      app.inject({
        method,
        url: `/v2/accounts/${accountId}`,
        headers: { ...ravi, ...headers },
        ...(method === 'PATCH' && { body: { account: { name: 'a' } } }),
      });
    const tokens = new ConsistencyTokens(store);
    const positionIn = async (response: Awaited<ReturnType<typeof write>>) => {
      expect(response.statusCode).toBe(200);
      expect(response.headers).toHaveProperty('x-wix-consistent');
      return tokens.decode(String(response.headers['x-wix-consistent']));
    };
    const header = async (position: bigint) => ({ 'x-wix-consistent': await tokens.encode(position) });
    return { app, store, write, positionIn, header };
  };

  it('a write responds with its own position or that of the request, whichever is later', async () => {
    const { app, write, positionIn, header } = await setUp(); // PATCH reaches position 7, DELETE loads no event
    expect(await positionIn(await write('PATCH'))).toBe(7n);
    expect(await positionIn(await write('PATCH', await header(3n)))).toBe(7n);
    expect(await positionIn(await write('PATCH', await header(9n)))).toBe(9n);
    expect(await positionIn(await write('DELETE', await header(9n)))).toBe(9n);
    await app.close();
  });

  it('a write that loads no event responds with the last position of the store', async () => {
    const { app, store, write, positionIn } = await setUp();
    expect(await positionIn(await write('DELETE'))).toBeNull();
    const at = new Date().toISOString();
    const actor = { type: 'MEMBER', id: 'ravi' } as const;
    const ids = { commandId: accountId, correlationId: accountId, siteId: 's1', depth: 0, part: 1, of: 1 };
    const event = { id: accountId, type: 'AccountOpened', data: {}, metadata: { actor, at, ...ids } };
    const { position } = await store.append('account-1', [event], -1);
    expect(await positionIn(await write('DELETE'))).toBe(position);
    await app.close();
  });

  it('reads and writes check it, and a refused write responds without one', async () => {
    const { app, write, header } = await setUp();
    expect((await app.inject({ url: '/v2/accounts', headers: await header(5n) })).json()).toMatchObject({
      consistentWith: '5',
    });
    const forged = { 'x-wix-consistent': 'forged' };
    for (const response of [await app.inject({ url: '/v2/accounts', headers: forged }), await write('PATCH', forged)]) {
      expect(response.json()).toMatchObject({
        details: { validationError: { fieldViolations: [{ field: 'x-wix-consistent' }] } },
      });
      expect(response.headers).not.toHaveProperty('x-wix-consistent');
    }
    await app.close();
  });
});
