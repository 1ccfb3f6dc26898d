import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readSettings } from '@app/config';
import { Logger } from '@nestjs/common';
import { exportJWK, SignJWT } from 'jose';
import { Identity, KeysUnavailable, Unauthenticated } from '.';

jest.setTimeout(120_000); // only stops a test that hangs

const [first, second, third] = [1, 2, 3].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('published keys', () => {
  let server: Server;
  let fetches = 0;
  let isAway = false;
  let isSilent = false;
  const silent: ServerResponse[] = [];
  let published: object[] = [];
  beforeAll(async () => {
    server = createServer((_, response) => {
      fetches++;
      if (isSilent) return void silent.push(response);
      response.statusCode = isAway ? 500 : 200;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => server.close());

  const start = Date.now();
  let now = start;
  let identity: Identity;
  let warn: jest.SpyInstance;
  beforeEach(async () => {
    warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    [fetches, isAway, isSilent, now] = [0, false, false, start];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    await publish({ first });
    const AUTH_JWKS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    identity = await Identity.of(readSettings({ AUTH_JWKS_URL }));
  });
  afterEach(() => jest.restoreAllMocks());

  /** Publishes these keys under their names. */
  async function publish(keys: Readonly<Record<string, KeyObject | undefined>>): Promise<void> {
    const all = Object.entries(keys).map(async ([kid, key]) => ({ ...(await exportJWK(createPublicKey(key!))), kid }));
    published = await Promise.all(all);
  }
  /** What comes of a token that this key has signed. */
  async function callWith(key: KeyObject | undefined, kid?: string): Promise<'accepted' | 'refused' | 'unavailable'> {
    const exp = Math.floor(start / 1000) + 1_000_000;
    const header = { alg: 'ES256', ...(kid !== undefined && { kid }) };
    const token = await new SignJWT({ sub: 'ravi', exp }).setProtectedHeader(header).sign(key!);
    try {
      await identity.identify(token, undefined, undefined);
      return 'accepted';
    } catch (error) {
      if (error instanceof Unauthenticated) return 'refused';
      if (error instanceof KeysUnavailable) return 'unavailable';
      throw error;
    }
  }

  it('verify tokens for a day while the server is away, which is asked once a minute', async () => {
    expect(await callWith(first, 'first')).toBe('accepted');
    isAway = true;
    for (now of [start + 11 * MINUTE, start + 11 * MINUTE + 1, start + 23 * HOUR])
      expect(await callWith(first, 'first')).toBe('accepted');
    while (warn.mock.calls.length < 2) await nextTurn(); // the last call did not wait for the fetch
    expect([fetches, warn.mock.calls.length]).toEqual([3, 2]);
    now = start + 25 * HOUR;
    expect(await callWith(first, 'first')).toBe('unavailable');
    isAway = false;
    now += 1001;
    expect(await callWith(first, 'first')).toBe('accepted');
  });

  it('are fetched at most once a second while there are none', async () => {
    isAway = true;
    for (now of [start, start + 500, start + 999, start + 1500])
      expect(await callWith(first, 'first')).toBe('unavailable');
    expect(fetches).toBe(2);
  });

  it('verify tokens while a server that was away is silent', async () => {
    await callWith(first, 'first');
    isAway = true;
    now = start + 11 * MINUTE;
    await callWith(first, 'first');
    isSilent = true;
    now = start + 13 * MINUTE;
    expect(await callWith(first, 'first')).toBe('accepted');
    while (silent.length === 0) await nextTurn();
    for (const response of silent.splice(0)) response.end('{}');
  });

  it('are fetched at most once a minute for unknown key ids, also when that fails', async () => {
    await callWith(first, 'first');
    isAway = true;
    now = start + 2 * MINUTE;
    for (let n = 0; n < 3; n++) expect(await callWith(second, 'second')).toBe('unavailable');
    expect(fetches).toBe(2);
    isAway = false;
    now = start + 4 * MINUTE;
    for (let n = 0; n < 3; n++) expect(await callWith(second, 'second')).toBe('refused');
    expect(fetches).toBe(3);
  });

  it('are fetched once for calls that come together', async () => {
    expect(await Promise.all([callWith(first, 'first'), callWith(first, 'first')])).toEqual(['accepted', 'accepted']);
    await publish({ second });
    now = start + 2 * MINUTE;
    const calls = await Promise.all([callWith(second, 'second'), callWith(second, 'second')]);
    expect([calls, fetches]).toEqual([['accepted', 'accepted'], 2]);
  });

  it('that are no longer published verify nothing after ten minutes', async () => {
    expect(await callWith(first, 'first')).toBe('accepted');
    await publish({ second });
    now = start + 11 * MINUTE;
    expect(await callWith(first, 'first')).toBe('refused');
    expect(await callWith(second, 'second')).toBe('accepted');
  });

  it('are all tried for a token without a key id', async () => {
    await publish({ first, second });
    expect(await callWith(first)).toBe('accepted');
    expect(await callWith(second)).toBe('accepted');
    expect(await callWith(third)).toBe('refused');
  });
});
