import { type AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from './sample-app.examples';

const cakeId = '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let app: NestFastifyApplication;
let ravi: { authorization: string };
beforeAll(async () => {
  app = await sampleApp();
  ravi = { authorization: await token() };
});
afterAll(() => app.close());

describe('every answer', () => {
  it.each([
    ['GET', '/v2/cakes', 200],
    ['GET', '/v2/nothing', 404],
    ['PUT', '/v2/cakes', 405],
    ['GET', '/v2/%zz', 400],
    ['GET', `/v2/members/${'x'.repeat(3000)}/cakes`, 400],
    ['GET', '/v2/cakes/mine', 401],
    ['GET', '/v2/cakes/broken/somehow', 500],
    ['GET', '/health/live', 200],
  ] as const)('is JSON with an id and never kept: %s %s', async (method, url, status) => {
    const { statusCode, headers, json } = await app.inject({ method, url, headers: { 'x-wix-request-id': 'mine' } });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/) as string,
      'cache-control': 'no-store',
      'x-wix-request-id': expect.stringMatching(uuid) as string,
    });
    expect(json()).toEqual(expect.any(Object));
  });

  it('is JSON even when the request is not HTTP', async () => {
    const quick = await sampleApp();
    await quick.listen(0, '127.0.0.1');
    const socket = connect((quick.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('what is this\r\n\r\n');
    const answered = await text(socket);
    expect(answered).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answered).toMatch(/x-wix-request-id: [0-9a-f-]{36}\r\n/);
    expect(JSON.parse(answered.split('\r\n\r\n')[1] ?? '')).toMatchObject({ message: 'INVALID_ARGUMENT' });
    await quick.close();
  });
});

describe('an error', () => {
  it('names the methods that a path takes', async () => {
    expect((await app.inject({ method: 'PUT', url: '/v2/cakes' })).headers.allow).toBe('GET, HEAD, POST');
    expect((await app.inject({ method: 'POST', url: `/social-groups/v2/cakes/${cakeId}` })).headers.allow).toBe(
      'PATCH, DELETE',
    );
  });

  it('asks for a token, and says when it was a bad one', async () => {
    const asked = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/v2/cakes/mine', headers })).headers['www-authenticate'];
    expect(await asked({})).toBe('Bearer');
    expect(await asked({ authorization: 'garbage' })).toBe('Bearer error="invalid_token"');
  });

  it('of a refusal carries its code, its sentence and what the caller may know', async () => {
    const response = await app.inject({ method: 'POST', url: `/v2/cakes/${cakeId}/eat`, headers: ravi });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toEqual({
      message: 'CAKE_EATEN',
      details: {
        applicationError: { code: 'CAKE_EATEN', description: 'The cake was eaten already.', data: { by: 'ravi' } },
      },
    });
  });

  it.each([
    ['event-store', 'EVENT_STORE_UNAVAILABLE', {}],
    ['append', 'EVENT_STORE_UNAVAILABLE', { outcome: 'UNKNOWN' }],
    ['read-store', 'READ_STORE_UNAVAILABLE', {}],
    ['behind', 'READ_MODEL_BEHIND', {}],
  ])('of what it stands on (%s) is 503, to be tried again', async (how, code, data) => {
    const { statusCode, headers, body, json } = await app.inject(`/v2/cakes/broken/${how}`);
    expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
    expect(json()).toMatchObject({ message: code, details: { applicationError: { code, data } } });
    expect(body).not.toContain('10.0.0');
  });

  it('that nobody foresaw tells nothing but where to look', async () => {
    const { statusCode, headers, body, json } = await app.inject('/v2/cakes/broken/somehow');
    expect(statusCode).toBe(500);
    const data = { requestId: headers['x-wix-request-id'] };
    expect(json()).toMatchObject({ details: { applicationError: { code: 'INTERNAL', data } } });
    expect(body).not.toMatch(/12345|Error:|\.ts/);
  });
});

describe('browsers', () => {
  const preflight = { origin: 'https://a.org', 'access-control-request-method': 'PATCH' };

  it('may call from anywhere, without credentials', async () => {
    const { statusCode, headers, body } = await app.inject({ method: 'OPTIONS', url: '/v2/cakes', headers: preflight });
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, x-wix-bi-gateway, x-wix-consistent, wix-site-id, wix-account-id, x-site-id, idempotency-key, if-match, x-on-behalf-of',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(['/v2/cakes', '/v2/nothing', '/v2/cakes/mine'])('can read what %s answers', async (url) => {
    const { headers } = await app.inject({ url, headers: { origin: 'https://a.org' } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-wix-request-id, x-wix-consistent, etag, retry-after, www-authenticate, allow',
    });
  });

  it('of other origins are left out where origins are named', async () => {
    const choosy = await sampleApp({ env: { CORS_ORIGINS: 'https://a.org,https://b.org' } });
    const allowed = async (origin: string) =>
      (await choosy.inject({ url: '/v2/cakes', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await allowed('https://b.org')).toBe('https://b.org');
    expect(await allowed('https://evil.org')).toBeUndefined();
    await choosy.close();
  });
});
