import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { sampleApp, token } from './sample-app.examples';

const tooLong = 'x'.repeat(1_048_577);
const accounts = '/v2/accounts';

describe('of several errors in a request, the response names', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => (app = await sampleApp()));
  afterAll(() => app.close());

  const responseTo = async (request: InjectOptions) => {
    const response = await app.inject(request);
    return [response.statusCode, response.json<{ message: string }>().message];
  };
  const xml = { 'content-type': 'application/xml', authorization: 'garbage' };
  const json = { 'content-type': 'application/json' };

  it('the path first', async () =>
    expect(await responseTo({ method: 'POST', url: '/v2/branches', headers: xml, body: tooLong })).toEqual([
      404,
      'NOT_FOUND',
    ]));

  it('then the method', async () =>
    expect(await responseTo({ method: 'PUT', url: accounts, headers: xml, body: tooLong })).toEqual([
      405,
      'METHOD_NOT_ALLOWED',
    ]));

  it('then the size', async () =>
    expect(await responseTo({ method: 'POST', url: accounts, headers: xml, body: tooLong })).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
    ]));

  it('then the type', async () => {
    expect(await responseTo({ method: 'POST', url: accounts, headers: xml, body: '<account/>' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const withoutType = { authorization: 'garbage', 'content-type': '' };
    expect(await responseTo({ method: 'POST', url: accounts, headers: withoutType, body: 'x' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
  });

  it('then the token', async () => {
    const headers = { ...json, authorization: 'garbage', 'x-site-id': 'not a site', 'x-on-behalf-of': '?' };
    expect(await responseTo({ method: 'POST', url: accounts, headers, body: '{' })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await responseTo({ method: 'GET', url: accounts, headers })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('then the missing token', async () => {
    const headers = { ...json, 'x-site-id': 'not a site', 'x-on-behalf-of': 'ravi' };
    expect(await responseTo({ method: 'POST', url: accounts, headers, body: '{' })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await responseTo({ method: 'GET', url: `${accounts}/own`, headers })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await responseTo({ method: 'PUT', url: `${accounts}/undecorated` })).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('then the body and headers', async () => {
    const headers = { ...json, authorization: await token() };
    expect(await responseTo({ method: 'POST', url: accounts, headers, body: '{' })).toEqual([400, 'INVALID_ARGUMENT']);
    expect(await responseTo({ method: 'GET', url: accounts, headers: { 'x-site-id': 'not a site' } })).toEqual([
      400,
      'INVALID_ARGUMENT',
    ]);
  });
});

describe('too many requests', () => {
  let app: NestFastifyApplication;
  beforeEach(async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now()); // the minute of the limit must not end
    app = await sampleApp({ env: { RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: '1' } });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
  });

  const statuses = async (times: number, request: InjectOptions) => {
    const found: number[] = [];
    for (let i = 0; i < times; i++) found.push((await app.inject(request)).statusCode);
    return found;
  };

  it('of one caller are refused, whatever other errors they have', async () => {
    const headers = { authorization: await token(), 'content-type': 'application/json' };
    expect(await statuses(3, { method: 'POST', url: accounts, headers, body: '{' })).toEqual([400, 400, 429]);
    const { headers: limited } = await app.inject({ url: `${accounts}/own`, headers });
    expect(Number(limited['retry-after'])).toBeGreaterThan(0);
    expect(Number(limited['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('are counted by site, kind and subject of the token', async () => {
    for (const claims of [{}, { sub: 'olga' }, { site: 's1' }, { role: 'app' }] as const)
      expect(await statuses(3, { url: accounts, headers: { authorization: await token(claims) } })).toEqual([
        200, 200, 429,
      ]);
  });

  it('without a valid token are counted by address', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await statuses(1, { url: accounts, headers: from('1.1.1.1') })).toEqual([200]);
    const forged = { authorization: 'garbage', ...from('1.1.1.1') };
    expect(await statuses(2, { url: accounts, headers: forged })).toEqual([401, 429]);
    expect(await statuses(1, { url: `${accounts}/own`, headers: from('1.1.1.1') })).toEqual([429]);
    expect(await statuses(1, { url: accounts, headers: from('2.2.2.2') })).toEqual([200]);
    const ravi = { authorization: await token(), ...from('1.1.1.1') };
    expect(await statuses(1, { url: accounts, headers: ravi })).toEqual([200]);
  });

  it('are counted for a whole IPv6 network, and for one address of IPv4', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const networks = [
      ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:0:0:0:7'],
      ['2001:db8:1:3::1', '2001:db8:1:3::2', '2001:db8:1:3::3'],
      ['::1', '::2', '0:0:0:0:1:2:3:4'],
      ['fe80::1%eth0', 'fe80::2%eth1', 'fe80::3'],
      ['1.2.3.4', '::ffff:1.2.3.4', '::ffff:102:304'],
      ['1.2.3.5', '::FFFF:1.2.3.5', '0:0:0:0:0:ffff:102:305'],
      ['1.2.3.6', '1.2.3.6:50001', '1.2.3.6:50002'],
      ['2001:db8:1:4::1', '[2001:db8:1:4::2]', '[2001:db8:1:4::3]:50001'],
      ['unknown', 'unknown', 'unknown'],
      ['300.1.1.1', '300.1.1.1', '300.1.1.1'],
    ];
    for (const addresses of networks) {
      const found = [];
      for (const address of addresses) found.push(...(await statuses(1, { url: accounts, headers: from(address) })));
      expect([addresses, found]).toEqual([addresses, [200, 200, 429]]);
    }
  });

  it('do not exist for health, metrics, documentation and preflights', async () => {
    for (const url of ['/health/live', '/metrics', '/openapi.json'])
      expect(await statuses(4, { url })).toEqual([200, 200, 200, 200]);
    expect(await statuses(4, { method: 'OPTIONS', url: accounts })).toEqual([204, 204, 204, 204]);
  });
});

it('a limit of 0 means no limit', async () => {
  const app = await sampleApp({ env: { RATE_LIMIT_PER_MINUTE: '0' } });
  for (let i = 0; i < 5; i++) expect((await app.inject(accounts)).statusCode).toBe(200);
  await app.close();
});
