import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { InvalidRequest } from '../problems/problem';
import { sampleApp, token } from '../sample-app.examples';
import { ConsistencyTokens } from './consistency-tokens';

const cakeId = '5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
const named = (identity: string) => ({ identity: () => Promise.resolve(identity) }) as EventStore;

describe('a consistency token', () => {
  const tokens = new ConsistencyTokens(named('store one'));

  it.each([0n, 1n, 123_456_789_012n, 2n ** 63n - 1n])(
    'carries position %p, also to another process',
    async (position) =>
      expect(await new ConsistencyTokens(named('store one')).decode(await tokens.encode(position))).toBe(position),
  );

  it('of an empty store is as none', async () => expect(await tokens.decode(await tokens.encode(null))).toBeNull());

  it('is short, and never shows the store', async () => {
    const token = await tokens.encode(7n);
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('store one');
  });

  it('of another store is as none', async () =>
    expect(await tokens.decode(await new ConsistencyTokens(named('store two')).encode(7n))).toBeNull());

  it('is refused when anything but its store was changed', async () => {
    const good = Buffer.from(await tokens.encode(7n), 'base64url');
    for (let at = 9; at < good.length; at++) {
      const forged = Buffer.from(good);
      forged[at] = (forged[at] ?? 0) ^ 1;
      await expect(tokens.decode(forged.toString('base64url'))).rejects.toThrow(InvalidRequest);
    }
  });

  it.each(['x', '7', 'a'.repeat(45), `${'a'.repeat(43)}=`, 'ü'.repeat(44), 'a'.repeat(44) + ',' + 'a'.repeat(44)])(
    'is not %p',
    (text) => expect(tokens.decode(text)).rejects.toThrow(InvalidRequest),
  );

  it('asks a store again that did not answer', async () => {
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
        url: `/v2/cakes/${cakeId}`,
        headers: { ...ravi, ...headers },
        ...(method === 'PATCH' && { body: { cake: { name: 'a' } } }),
      });
    const tokens = new ConsistencyTokens(store);
    const positionIn = async (response: Awaited<ReturnType<typeof write>>) => {
      expect(response.statusCode).toBe(200);
      expect(response.headers).toHaveProperty('x-wix-consistent');
      return tokens.decode(String(response.headers['x-wix-consistent']));
    };
    const since = async (position: bigint) => ({ 'x-wix-consistent': await tokens.encode(position) });
    return { app, store, write, positionIn, since };
  };

  it('a write answers with how far it got, or with what its caller had seen already', async () => {
    const { app, write, positionIn, since } = await setUp(); // PATCH gets to position 7, DELETE meets no event
    expect(await positionIn(await write('PATCH'))).toBe(7n);
    expect(await positionIn(await write('PATCH', await since(3n)))).toBe(7n);
    expect(await positionIn(await write('PATCH', await since(9n)))).toBe(9n);
    expect(await positionIn(await write('DELETE', await since(9n)))).toBe(9n);
    await app.close();
  });

  it('a write that met no event answers with the last one there is', async () => {
    const { app, store, write, positionIn } = await setUp();
    expect(await positionIn(await write('DELETE'))).toBeNull();
    const at = new Date().toISOString();
    const actor = { type: 'MEMBER', id: 'ravi' } as const;
    const ids = { commandId: cakeId, correlationId: cakeId, siteId: 's1', depth: 0, part: 1, of: 1 };
    const event = { id: cakeId, type: 'Baked', data: {}, metadata: { actor, at, ...ids } };
    const { position } = await store.append('cake-1', [event], -1);
    expect(await positionIn(await write('DELETE'))).toBe(position);
    await app.close();
  });

  it('reads hear it, writes check it, and a refused write carries none', async () => {
    const { app, write, since } = await setUp();
    expect((await app.inject({ url: '/v2/cakes', headers: await since(5n) })).json()).toMatchObject({ since: '5' });
    const forged = { 'x-wix-consistent': 'forged' };
    for (const response of [await app.inject({ url: '/v2/cakes', headers: forged }), await write('PATCH', forged)]) {
      expect(response.json()).toMatchObject({
        details: { validationError: { fieldViolations: [{ field: 'x-wix-consistent' }] } },
      });
      expect(response.headers).not.toHaveProperty('x-wix-consistent');
    }
    await app.close();
  });
});
