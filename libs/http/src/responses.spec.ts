import { type AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from './sample-app.examples';

const accountId = '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let app: NestFastifyApplication;
let ravi: { authorization: string };
beforeAll(async () => {
  app = await sampleApp();
  ravi = { authorization: await token() };
});
afterAll(() => app.close());

describe('every response', () => {
  it.each([
    ['GET', '/v2/accounts', 200],
    ['GET', '/v2/nothing', 404],
    ['PUT', '/v2/accounts', 405],
    ['GET', '/v2/%zz', 400],
    ['GET', `/v2/members/${'x'.repeat(3000)}/accounts`, 401],
    ['GET', '/v2/accounts/own', 401],
    ['GET', '/v2/accounts/broken/somehow', 500],
    ['GET', '/health/live', 200],
  ] as const)('is JSON with a request id and must not be cached: %s %s', async (method, url, status) => {
    const { statusCode, headers, json } = await app.inject({
      method,
      url,
      headers: { 'x-wix-request-id': 'from the client' },
    });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/) as string,
      'cache-control': 'no-store',
      'x-wix-request-id': expect.stringMatching(uuid) as string,
    });
    expect(json()).toEqual(expect.any(Object));
  });

  it('is JSON even when the request is not HTTP', async () => {
    const listening = await sampleApp();
    await listening.listen(0, '127.0.0.1');
    const socket = connect((listening.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('not HTTP\r\n\r\n');
    const received = await text(socket);
    expect(received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(received).toMatch(/x-wix-request-id: [0-9a-f-]{36}\r\n/);
    expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '')).toMatchObject({ message: 'INVALID_ARGUMENT' });
    await listening.close();
  });
});

describe('an error response', () => {
  it('names the methods that a path has', async () => {
    expect((await app.inject({ method: 'PUT', url: '/v2/accounts' })).headers.allow).toBe('GET, HEAD, POST');
    expect((await app.inject({ method: 'POST', url: `/social-groups/v2/accounts/${accountId}` })).headers.allow).toBe(
      'PATCH, DELETE',
    );
  });

  it('says whether a token is missing or invalid', async () => {
    const challenge = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/v2/accounts/own', headers })).headers['www-authenticate'];
    expect(await challenge({})).toBe('Bearer');
    expect(await challenge({ authorization: 'garbage' })).toBe('Bearer error="invalid_token"');
    const forged = (await token({ sub: 'ravi@example.org' })).slice(0, -4) + 'AAAA';
    expect(await challenge({ authorization: forged })).toBe('Bearer error="invalid_token"');
    expect(await challenge({ authorization: await token({ expiresInSeconds: -90 }) })).toBe(
      'Bearer error="invalid_token", error_description="the claim exp is in the past"',
    );
    expect(await challenge({ authorization: await token({ sub: 'ravi@example.org' }) })).toMatch(
      /^Bearer error="invalid_token", error_description="the claim sub must not be an address with @[^"]*"$/,
    );
  });

  it('quotes the name of a claim as the header needs it', async () => {
    const AUTH_SITE_CLAIM = 'the "site"\\ of ümläut';
    const other = await sampleApp({ env: { NODE_ENV: 'production', AUTH_SITE_CLAIM } });
    const { headers } = await other.inject({ url: '/v2/accounts/own', headers: ravi });
    expect(headers['www-authenticate']).toBe(
      `Bearer error="invalid_token", error_description="the claim the 'site'' of ?ml?ut is missing"`,
    );
    await other.close();
  });

  it('to a refusal has its code, description and data', async () => {
    const response = await app.inject({ method: 'POST', url: `/v2/accounts/${accountId}/close`, headers: ravi });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toEqual({
      message: 'ACCOUNT_CLOSED',
      details: {
        applicationError: {
          code: 'ACCOUNT_CLOSED',
          description: 'The account is already closed.',
          data: { by: 'ravi' },
        },
      },
    });
  });

  it.each([
    ['event-store', 'EVENT_STORE_UNAVAILABLE', {}],
    ['append', 'EVENT_STORE_UNAVAILABLE', { outcome: 'UNKNOWN' }],
    ['unreadable', 'EVENT_STORE_UNAVAILABLE', { reason: 'EVENT_UNREADABLE' }],
    ['read-store', 'READ_STORE_UNAVAILABLE', {}],
    ['behind', 'READ_MODEL_BEHIND', {}],
  ])('to a failure of %s is 503 with retry-after', async (how, code, data) => {
    const { statusCode, headers, body, json } = await app.inject(`/v2/accounts/broken/${how}`);
    expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
    expect(json()).toMatchObject({ message: code, details: { applicationError: { code, data } } });
    expect(body).not.toMatch(/10\.0\.0|account-a/);
  });

  it('to an unknown failure has only the request id', async () => {
    const { statusCode, headers, body, json } = await app.inject('/v2/accounts/broken/somehow');
    expect(statusCode).toBe(500);
    const data = { requestId: headers['x-wix-request-id'] };
    expect(json()).toMatchObject({ details: { applicationError: { code: 'INTERNAL', data } } });
    expect(body).not.toMatch(/12345|Error:|\.ts/);
  });
});

describe('CORS', () => {
  const preflight = { origin: 'https://a.org', 'access-control-request-method': 'PATCH' };

  it('allows any origin, without credentials', async () => {
    const { statusCode, headers, body } = await app.inject({
      method: 'OPTIONS',
      url: '/v2/accounts',
      headers: preflight,
    });
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, x-wix-bi-gateway, x-wix-consistent, wix-site-id, wix-account-id, x-site-id, idempotency-key, if-match, x-on-behalf-of',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(['/v2/accounts', '/v2/nothing', '/v2/accounts/own'])('lets browsers read the response to %s', async (url) => {
    const { headers } = await app.inject({ url, headers: { origin: 'https://a.org' } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-wix-request-id, x-wix-consistent, etag, retry-after, www-authenticate, allow',
    });
  });

  it('allows only the configured origins', async () => {
    const restricted = await sampleApp({ env: { CORS_ORIGINS: 'https://a.org,https://b.org' } });
    const allowed = async (origin: string) =>
      (await restricted.inject({ url: '/v2/accounts', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await allowed('https://b.org')).toBe('https://b.org');
    expect(await allowed('https://evil.org')).toBeUndefined();
    await restricted.close();
  });
});
