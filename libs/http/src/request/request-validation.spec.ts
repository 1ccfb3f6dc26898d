import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import type { FieldViolation } from '..';
import { sampleApp, token } from '../sample-app.examples';

const accountId = '5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
type Invalid = { details: { validationError: { fieldViolations: FieldViolation[] } } };

let app: NestFastifyApplication;
let ravi: { authorization: string };
beforeAll(async () => {
  app = await sampleApp();
  ravi = { authorization: await token() };
});
afterAll(() => app.close());

const send = (request: InjectOptions) => app.inject({ headers: ravi, ...request });
const open = (account: unknown, more = {}) => send({ method: 'POST', url: '/v2/accounts', body: { account, ...more } });
const violations = async (response: ReturnType<typeof send>) => {
  const refused = await response;
  expect(refused.statusCode).toBe(400);
  return refused
    .json<Invalid>()
    .details.validationError.fieldViolations.map(({ field, violatedRule }) => [field, violatedRule]);
};

describe('a body', () => {
  it.each([
    [{}, ['account.name', 'REQUIRED_FIELD']],
    [{ name: 7 }, ['account.name', 'FORMAT']],
    [{ name: '' }, ['account.name', 'MIN_LENGTH']],
    [{ name: '💰💰💰💰' }, ['account.name', 'MAX_LENGTH']],
    [{ name: 'a', joint: 'true' }, ['account.joint', 'FORMAT']],
    [{ name: 'a', weight: 1 }, ['account.weight', 'UNKNOWN_FIELD']],
    [{ name: 'a', entries: [{ text: 'a' }, { text: '' }] }, ['account.entries[1].text', 'MIN_LENGTH']],
    [{ name: 'a', entries: [[]] }, ['account.entries', 'FORMAT']],
    [{ name: 'a', entries: {} }, ['account.entries', 'FORMAT']],
    [{ name: 'a', entries: [{}, {}, {}].map(() => ({ text: 'a' })) }, ['account.entries', 'MAX_LENGTH']],
    [undefined, ['account', 'REQUIRED_FIELD']],
    [null, ['account', 'FORMAT']],
    ['account', ['account', 'FORMAT']],
    [[], ['account', 'FORMAT']],
    [[{ name: 'a' }], ['account', 'FORMAT']],
  ])('with the account %j is refused by field', async (account, violation) =>
    expect(await violations(open(account))).toEqual([violation]),
  );

  it('counts the length of texts in code points', async () => {
    const response = await open({ name: '💰💰💰' });
    expect([response.statusCode, response.json()]).toEqual([200, { account: { name: '💰💰💰' } }]);
  });

  it('may have read-only properties: they are dropped', async () => {
    const response = await open({ name: 'a', id: { anything: true } });
    expect(response.json()).toEqual({ account: { name: 'a' } });
  });

  it('must not have unknown properties', async () =>
    expect(await violations(open({ name: 'a' }, { contentType: 'x' }))).toEqual([['contentType', 'UNKNOWN_FIELD']]));

  it('is refused where the handler takes none, unless it is empty', async () => {
    const remove = (body?: object) => send({ method: 'DELETE', url: `/v2/accounts/${accountId}`, body });
    expect(await violations(remove({ force: true }))).toEqual([['force', 'UNKNOWN_FIELD']]);
    expect((await remove({})).statusCode).toBe(200);
    expect((await remove()).statusCode).toBe(200);
  });

  it('without bytes counts as an empty object, with any content type', async () => {
    const headers = { ...ravi, 'content-type': 'text/plain', 'content-length': '0' };
    expect(await violations(send({ method: 'POST', url: '/v2/accounts', headers }))).toEqual([
      ['account', 'REQUIRED_FIELD'],
    ]);
  });
});

describe('a query string', () => {
  const list = (query: string) => send({ url: `/v2/accounts?${query}` });

  it.each([
    ['', { limit: 100, offset: 0 }],
    ['limit=1&offset=100000', { limit: 1, offset: 100_000 }],
    ['paging.limit=7&paging.offset=8', { limit: 7, offset: 8 }],
    ['limit=7&paging.limit=7', { limit: 7 }],
    ['memberIds=a', { memberIds: ['a'] }],
    ['memberIds=a&memberIds=b', { memberIds: ['a', 'b'] }],
    ['currency=EUR', { currency: 'EUR' }],
  ])('%s is accepted', async (query, expected) => expect((await list(query)).json()).toMatchObject(expected));

  it.each([
    ['limit=0', 'limit', 'OUT_OF_RANGE'],
    ['limit=1001', 'limit', 'OUT_OF_RANGE'],
    ['offset=100001', 'offset', 'OUT_OF_RANGE'],
    ['limit=', 'limit', 'FORMAT'],
    ['limit=1e1', 'limit', 'FORMAT'],
    ['limit=%2010', 'limit', 'FORMAT'],
    ['limit=1.0', 'limit', 'FORMAT'],
    ['limit=1&limit=1', 'limit', 'FORMAT'],
    ['paging.limit=0', 'paging.limit', 'OUT_OF_RANGE'],
    ['limit=1&paging.limit=2', 'paging.limit', 'INVALID_ARGUMENT'],
    ['currency=eur', 'currency', 'INVALID_ARGUMENT'],
    ['currency=EUR&currency=EUR', 'currency', 'FORMAT'],
    ['limit=-1', 'limit', 'OUT_OF_RANGE'],
    ['offset=-100000', 'offset', 'OUT_OF_RANGE'],
    ['limit=99999999999999999999', 'limit', 'OUT_OF_RANGE'],
    ['limit=-0', 'limit', 'FORMAT'],
    ['cursorPaging.cursor=a&cursorPaging.cursor=a', 'cursorPaging.cursor', 'FORMAT'],
    ['memberIds=abc', 'memberIds', 'MAX_LENGTH'],
    ['sort=name', 'sort', 'UNKNOWN_FIELD'],
    ['limits', 'limits', 'UNKNOWN_FIELD'],
  ])('%s is refused', async (query, field, rule) => expect(await violations(list(query))).toEqual([[field, rule]]));

  const description = async (query: string) =>
    (await list(query)).json<Invalid>().details.validationError.fieldViolations[0]?.description;
  it.each([
    ['limit=-1', 'must not be less than 1'],
    ['limit=0', 'must not be less than 1'],
    ['limit=1001', 'must not be greater than 1000'],
    ['limit=99999999999999999999', 'must not be greater than 1000'],
    ['limit=ten', 'must be an integer number'],
    ['limit=1&limit=2', 'must not be there twice'],
    ['cursorPaging.cursor=a&cursorPaging.cursor=b', 'must not be there twice'],
    ['currency=EUR&currency=USD', 'must not be there twice'],
    ['memberIds=a&memberIds=abc', 'must not be longer than 2 characters'],
  ])('says what is wrong with %s', async (query, said) => expect(await description(query)).toBe(said));

  it('is refused where the handler takes none', async () =>
    expect(await violations(send({ url: '/v2/accounts/own?x=1' }))).toEqual([['x', 'UNKNOWN_FIELD']]));
});

describe('a path', () => {
  const change = (id: string, query: string, body: object) =>
    send({ method: 'PATCH', url: `/v2/accounts/${id}${query}`, body: { account: { name: 'a' }, ...body } });

  it('may have a UUID in upper or lower case', async () =>
    expect((await change(accountId.toUpperCase(), '', {})).json()).toMatchObject({ accountId }));

  it.each(['undefined', 'x', accountId.slice(1)])('must not have %s as a UUID', async (id) =>
    expect(await violations(change(id, '', {}))).toEqual([['accountId', 'FORMAT']]),
  );

  it('may have its parameters repeated in query and body', async () =>
    expect((await change(accountId, `?accountId=${accountId}`, { accountId })).json()).toEqual({
      accountId,
      account: { name: 'a' },
    }));

  it.each([
    ['?accountId=other', {}],
    ['', { accountId: 'other' }],
    ['', { accountId: null }],
  ])('must have its parameters repeated unchanged (%s %j)', async (query, body) =>
    expect(await violations(change(accountId, query, body))).toEqual([['accountId', 'INVALID_ARGUMENT']]),
  );

  it('says when the query has a parameter of the path twice', async () => {
    const response = await change(accountId, `?accountId=${accountId}&accountId=${accountId}`, {});
    expect(response.json<Invalid>().details.validationError.fieldViolations).toMatchObject([
      { field: 'accountId', description: 'must not be there twice' },
    ]);
  });

  it('may have a wildcard with slashes, which the query may repeat', async () => {
    const slug = (url: string) => send({ url: `/v2/accounts/slugs/${url}` });
    expect((await slug('yo%20ga/%C3%A9?slug=yo+ga%2F%C3%A9')).json()).toEqual({ slug: 'yo ga/é' });
    expect((await slug('a%2Fb')).json()).toEqual({ slug: 'a/b' });
    expect(await violations(slug('a/b?slug=a'))).toEqual([['slug', 'INVALID_ARGUMENT']]);
  });

  it('has a member id, or `me` for the caller', async () => {
    const accountsOf = (id: string, headers = ravi) =>
      send({ url: `/v2/members/${id}/accounts?memberId=${id}`, headers });
    expect((await accountsOf('me')).json()).toEqual({ memberId: 'ravi' });
    expect((await accountsOf('Olga_1')).json()).toEqual({ memberId: 'Olga_1' });
    expect((await accountsOf('auth0%7C64f0a1')).json()).toEqual({ memberId: 'auth0|64f0a1' });
    expect((await accountsOf('f:8f0c1a52:olga')).json()).toEqual({ memberId: 'f:8f0c1a52:olga' });
    expect((await accountsOf('x'.repeat(128))).json()).toEqual({ memberId: 'x'.repeat(128) });
    for (const wrong of ['-olga', '%7Colga', 'ol%20ga', 'ol.ga', 'x'.repeat(129), 'olga@example.org', '%C3%A9lise'])
      expect(await violations(accountsOf(wrong))).toEqual([['memberId', 'FORMAT']]);
    const app = { authorization: await token({ sub: 'billing', role: 'app' }) };
    expect((await accountsOf('me', app)).json()).toMatchObject({ message: 'MEMBER_IDENTITY_REQUIRED' });
  });
});
