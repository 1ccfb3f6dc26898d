import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import { sampleApp, token } from '../sample-app.examples';
import { type ExpectedRevision, parseIfMatch } from './entity-tags';

describe('parseIfMatch', () => {
  it.each<[string | undefined, ExpectedRevision]>([
    [undefined, undefined],
    ['*', '*'],
    [' * ', '*'],
    ['"0"', [0]],
    ['"17"', [17]],
    ['"1", "2"', [1, 2]],
    ['"1","2"', [1, 2]],
    ['"somebody’s", "2"', [2]],
    ['', []],
    ['17', []],
    ["'17'", []],
    ['W/"17"', []],
    ['"-1"', []],
    ['"017"', []],
    ['"1e1"', []],
    ['"1.0"', []],
    ['" 1"', []],
    ['"9999999999999999999"', []],
    ['"*"', []],
  ])('%p gives %j', (header, expected) => expect(parseIfMatch(header)).toEqual(expected));
});

describe('a route with revisions', () => {
  const url = '/v2/accounts/0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d/owner';
  let app: NestFastifyApplication;
  let authorization: string;
  beforeAll(async () => {
    app = await sampleApp();
    authorization = await token();
  });
  afterAll(() => app.close());

  it.each<[InjectOptions['headers'], unknown]>([
    [{}, 'nothing'],
    [{ 'if-match': '"7"' }, [7]],
    [{ 'if-match': '"7", "8"' }, [7, 8]],
    [{ 'if-match': '*' }, '*'],
  ])('gets the expected revisions from %j', async (headers, expected) => {
    const response = await app.inject({ method: 'PUT', url, headers: { authorization, ...headers } });
    expect(response.json()).toEqual({ expected });
    expect(response.headers.etag).toBe('"3"');
  });
  it('ignores If-None-Match', async () => {
    const headers = { authorization, 'if-none-match': '"3"' };
    expect((await app.inject({ method: 'PUT', url, headers })).statusCode).toBe(200);
  });
  it('documents both', async () => {
    const { paths } = (await app.inject({ url: '/openapi.json' })).json<{
      paths: Record<string, Record<string, { parameters: { name: string }[]; responses: Record<string, unknown> }>>;
    }>();
    const { parameters, responses } = paths['/v2/accounts/{accountId}/owner']!.put!;
    expect(parameters.map(({ name }) => name)).toContain('if-match');
    expect(responses['200']).toMatchObject({ headers: { ETag: { schema: { type: 'string' } } } });
  });
});
