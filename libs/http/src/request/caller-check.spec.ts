import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import { ReadStoreUnavailable } from '@app/read-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { sampleApp, token } from '../sample-app.examples';

const cakes = '/v2/cakes';

describe('what the application asks of callers', () => {
  let app: NestFastifyApplication;
  let asked: [Caller, writes: boolean][] = [];
  beforeAll(async () => {
    app = await sampleApp({
      env: { RATE_LIMIT_PER_MINUTE: '8' },
      check: (caller, { writes }) => {
        asked.push([caller, writes]);
        if (caller.id === 'gone') return Promise.reject(new Unauthenticated('gone'));
        if (caller.id === 'unsure') return Promise.reject(new ReadStoreUnavailable('away'));
        return Promise.resolve();
      },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => (asked = []));
  const call = async (sub: string, request: InjectOptions = {}) =>
    app.inject({
      url: cakes,
      ...request,
      headers: { authorization: await token({ sub }), 'content-type': 'application/json', ...request.headers },
    });

  it('lets others pass, and is asked once for each call', async () => {
    expect((await call('ravi')).statusCode).toBe(200);
    await call('ravi', { method: 'POST' });
    const ravi = { kind: 'MEMBER', siteId: 'default', id: 'ravi', memberId: 'ravi' };
    expect(asked).toEqual([
      [ravi, false],
      [ravi, true],
    ]);
  });
  it('is answered exactly like a token that was never good, before the shape of the request', async () => {
    const never = await app.inject({ url: cakes, headers: { authorization: 'garbage' } });
    for (const request of [
      {},
      { url: `${cakes}/mine` },
      { url: `${cakes}?limit=0` },
      { method: 'POST', body: '{' },
      { headers: { 'x-on-behalf-of': 'ravi' } },
    ] as const) {
      const refused = await call('gone', request);
      expect([refused.statusCode, refused.body]).toEqual([401, never.body]);
      expect(refused.headers['www-authenticate']).toBe(never.headers['www-authenticate']);
    }
  });
  it('comes after the count of calls', async () => {
    for (let n = 0; n < 8; n++) await call('gone');
    asked = [];
    expect((await call('gone')).statusCode).toBe(429);
    expect(asked).toEqual([]);
  });
  it('may fail', async () => expect((await call('unsure')).statusCode).toBe(503));
  it('is nothing to visitors, bad tokens and free routes', async () => {
    await app.inject(cakes);
    await app.inject({ url: cakes, headers: { authorization: 'garbage' } });
    await app.inject({ url: '/health/live', headers: { authorization: await token({ sub: 'gone' }) } });
    expect(asked).toEqual([]);
  });
});
