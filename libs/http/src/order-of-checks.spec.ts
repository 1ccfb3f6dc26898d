import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { sampleApp, token } from './sample-app.examples';

const tooLong = 'x'.repeat(262_145);
const cakes = '/v2/cakes';

describe('of several things wrong with a request, the answer names', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => (app = await sampleApp()));
  afterAll(() => app.close());

  const answer = async (request: InjectOptions) => {
    const response = await app.inject(request);
    return [response.statusCode, response.json<{ message: string }>().message];
  };
  const xml = { 'content-type': 'application/xml', authorization: 'garbage' };
  const json = { 'content-type': 'application/json' };

  it('the path before all', async () =>
    expect(await answer({ method: 'POST', url: '/v2/pies', headers: xml, body: tooLong })).toEqual([404, 'NOT_FOUND']));

  it('then the method', async () =>
    expect(await answer({ method: 'PUT', url: cakes, headers: xml, body: tooLong })).toEqual([
      405,
      'METHOD_NOT_ALLOWED',
    ]));

  it('then the size', async () =>
    expect(await answer({ method: 'POST', url: cakes, headers: xml, body: tooLong })).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
    ]));

  it('then the type', async () => {
    expect(await answer({ method: 'POST', url: cakes, headers: xml, body: '<cake/>' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const nameless = { authorization: 'garbage', 'content-type': '' };
    expect(await answer({ method: 'POST', url: cakes, headers: nameless, body: 'x' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
  });

  it('then the token', async () => {
    const headers = { ...json, authorization: 'garbage', 'x-site-id': 'not a site', 'x-on-behalf-of': '?' };
    expect(await answer({ method: 'POST', url: cakes, headers, body: '{' })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await answer({ method: 'GET', url: cakes, headers })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('then that there is none where one is needed', async () => {
    const headers = { ...json, 'x-site-id': 'not a site', 'x-on-behalf-of': 'ravi' };
    expect(await answer({ method: 'POST', url: cakes, headers, body: '{' })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await answer({ method: 'GET', url: `${cakes}/mine`, headers })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await answer({ method: 'PUT', url: `${cakes}/unsaid` })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('then the shape', async () => {
    const headers = { ...json, authorization: await token() };
    expect(await answer({ method: 'POST', url: cakes, headers, body: '{' })).toEqual([400, 'INVALID_ARGUMENT']);
    expect(await answer({ method: 'GET', url: cakes, headers: { 'x-site-id': 'not a site' } })).toEqual([
      400,
      'INVALID_ARGUMENT',
    ]);
  });
});

describe('too many requests', () => {
  let app: NestFastifyApplication;
  beforeEach(async () => (app = await sampleApp({ env: { RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: '1' } })));
  afterEach(() => app.close());

  const statuses = async (times: number, request: InjectOptions) => {
    const found: number[] = [];
    for (let i = 0; i < times; i++) found.push((await app.inject(request)).statusCode);
    return found;
  };

  it('of one caller are refused, whatever else is wrong with them', async () => {
    const headers = { authorization: await token(), 'content-type': 'application/json' };
    expect(await statuses(3, { method: 'POST', url: cakes, headers, body: '{' })).toEqual([400, 400, 429]);
    const { headers: answered } = await app.inject({ url: `${cakes}/mine`, headers });
    expect(Number(answered['retry-after'])).toBeGreaterThan(0);
    expect(Number(answered['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('count to site, kind and subject', async () => {
    for (const asked of [{}, { sub: 'olga' }, { site: 's1' }, { role: 'app' }] as const)
      expect(await statuses(3, { url: cakes, headers: { authorization: await token(asked) } })).toEqual([
        200, 200, 429,
      ]);
  });

  it('of visitors and bad tokens count to their address', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await statuses(1, { url: cakes, headers: from('1.1.1.1') })).toEqual([200]);
    const forged = { authorization: 'garbage', ...from('1.1.1.1') };
    expect(await statuses(2, { url: cakes, headers: forged })).toEqual([401, 429]);
    expect(await statuses(1, { url: `${cakes}/mine`, headers: from('1.1.1.1') })).toEqual([429]);
    expect(await statuses(1, { url: cakes, headers: from('2.2.2.2') })).toEqual([200]);
    const ravi = { authorization: await token(), ...from('1.1.1.1') };
    expect(await statuses(1, { url: cakes, headers: ravi })).toEqual([200]);
  });

  it('are never too many for health, metrics, documentation and preflights', async () => {
    for (const url of ['/health/live', '/metrics', '/openapi.json'])
      expect(await statuses(4, { url })).toEqual([200, 200, 200, 200]);
    expect(await statuses(4, { method: 'OPTIONS', url: cakes })).toEqual([204, 204, 204, 204]);
  });
});

it('a limit of 0 is no limit', async () => {
  const app = await sampleApp({ env: { RATE_LIMIT_PER_MINUTE: '0' } });
  for (let i = 0; i < 5; i++) expect((await app.inject(cakes)).statusCode).toBe(200);
  await app.close();
});
