import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';

let app: NestFastifyApplication;
let authorization: string;
beforeAll(async () => {
  app = await sampleApp();
  authorization = await token();
});
afterAll(() => app.close());

const send = async (headers: Record<string, string>, body = '{"account":{"name":"a"}}') =>
  (await app.inject({ method: 'POST', url: '/v2/accounts', headers: { authorization, ...headers }, body })).statusCode;
const json = { 'content-type': 'application/json' };

describe('a body', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/json;charset=UTF-8'],
    ['Application/JSON; Charset="Utf-8"'],
    ['application/json; charset=utf8'],
    ['application/json; version=2'],
  ])('of the type %s is accepted', async (type) => expect(await send({ 'content-type': type })).toBe(200));

  it.each([
    ['application/json; charset=iso-8859-1'],
    ['application/json; charset=utf-16'],
    ['application/json; charset="latin1"'],
    ['application/json; version=2; charset=us-ascii'],
    ['application/json; charset='],
    ['application/jsonp'],
    ['application/json-patch+json'],
    ['application/problem+json'],
    ['text/json'],
    ['text/plain; charset=utf-8'],
    ['json'],
    ['application/json, application/json'],
  ])('of the type %s is refused', async (type) => expect(await send({ 'content-type': type })).toBe(415));

  it.each(['identity', 'Identity', ''])('with the encoding "%s" is accepted', async (encoding) =>
    expect(await send({ ...json, 'content-encoding': encoding })).toBe(200),
  );
  it.each(['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'gzip, identity', 'x-other'])(
    'with the encoding "%s" is refused',
    async (encoding) => expect(await send({ ...json, 'content-encoding': encoding })).toBe(415),
  );

  it.each([
    'text/plain; charset=utf-16',
    'json',
    'application/',
    '; charset=utf-8',
    '',
    'application/json, application/json',
    '/',
  ])('that is empty may be of any type and encoding: "%s"', async (type) => {
    const headers = { 'content-type': type, 'content-encoding': 'gzip' };
    expect(await send({ ...headers, 'content-length': '0' }, '')).toBe(400);
    expect(await send(headers, '')).toBe(400);
  });
});
