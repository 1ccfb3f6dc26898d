import { Unauthenticated } from '@app/identity';
import type { Caller, Position } from '@app/kernel';
import { ReadStoreUnavailable } from '@app/read-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { ConsistencyTokens } from '../consistency/consistency-tokens';
import { sampleApp, token } from '../sample-app.examples';

const accounts = '/v2/accounts';

describe('CallerCheck', () => {
  let app: NestFastifyApplication;
  let checked: [Caller, writes: boolean, consistentWith: Position | null][] = [];
  beforeAll(async () => {
    app = await sampleApp({
      env: { RATE_LIMIT_PER_MINUTE: '8' },
      check: (caller, { writes }, consistentWith) => {
        checked.push([caller, writes, consistentWith]);
        if (caller.id === 'gone') return Promise.reject(new Unauthenticated('gone'));
        if (caller.id === 'unknown') return Promise.reject(new ReadStoreUnavailable('away'));
        return Promise.resolve();
      },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => (checked = []));
  afterEach(() => jest.restoreAllMocks());
  const call = async (sub: string, request: InjectOptions = {}) =>
    app.inject({
      url: accounts,
      ...request,
      headers: { authorization: await token({ sub }), 'content-type': 'application/json', ...request.headers },
    });

  it('runs once for each request', async () => {
    expect((await call('ravi')).statusCode).toBe(200);
    await call('ravi', { method: 'POST' });
    const ravi = { kind: 'MEMBER', siteId: 'default', id: 'ravi', memberId: 'ravi' };
    expect(checked).toEqual([
      [ravi, false, null],
      [ravi, true, null],
    ]);
  });
  it('knows the position that a read has to show', async () => {
    const headers = { 'x-wix-consistent': await app.get(ConsistencyTokens).encode(7n) };
    await call('ravi', { headers });
    expect(checked.map(([, , consistentWith]) => consistentWith)).toEqual([7n]);
    expect((await call('ravi', { headers: { 'x-wix-consistent': 'forged' } })).statusCode).toBe(400);
    expect((await call('gone', { headers: { 'x-wix-consistent': 'forged' } })).statusCode).toBe(401);
  });
  it('refuses exactly like an invalid token, before the request is parsed', async () => {
    const never = await app.inject({ url: accounts, headers: { authorization: 'garbage' } });
    for (const request of [
      {},
      { url: `${accounts}/own` },
      { url: `${accounts}?limit=0` },
      { method: 'POST', body: '{' },
      { headers: { 'x-on-behalf-of': 'ravi' } },
    ] as const) {
      const refused = await call('gone', request);
      expect([refused.statusCode, refused.body]).toEqual([401, never.body]);
      expect(refused.headers['www-authenticate']).toBe(never.headers['www-authenticate']);
    }
  });
  it('leaves a line in the log when it refuses', async () => {
    const lines: string[] = [];
    const check = () => Promise.reject(new Unauthenticated('the account has ended'));
    const logTo = { write: (line: string) => void lines.push(line) };
    const refusing = await sampleApp({ check, logTo, env: { LOG_LEVEL: 'info' } });
    await refusing.inject({ url: accounts, headers: { authorization: await token() } });
    expect(lines.filter((line) => line.includes('token refused'))).toEqual([
      expect.stringContaining('"reason":"the account has ended"'),
    ]);
    await refusing.close();
  });
  it('runs after the rate limit', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now()); // the minute of the limit must not end
    for (let n = 0; n < 8; n++) await call('gone');
    checked = [];
    expect((await call('gone')).statusCode).toBe(429);
    expect(checked).toEqual([]);
  });
  it('may fail with another error', async () => expect((await call('unknown')).statusCode).toBe(503));
  it('does not run for visitors, invalid tokens and public routes', async () => {
    await app.inject(accounts);
    await app.inject({ url: accounts, headers: { authorization: 'garbage' } });
    await app.inject({ url: '/health/live', headers: { authorization: await token({ sub: 'gone' }) } });
    expect(checked).toEqual([]);
  });
});
