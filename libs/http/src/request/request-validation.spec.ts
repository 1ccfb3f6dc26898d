import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import type { FieldViolation } from '../index';
import { sampleApp, token } from '../sample-app.examples';

const cakeId = '5f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
type Invalid = { details: { validationError: { fieldViolations: FieldViolation[] } } };

let app: NestFastifyApplication;
let ravi: { authorization: string };
beforeAll(async () => {
  app = await sampleApp();
  ravi = { authorization: await token() };
});
afterAll(() => app.close());

const send = (request: InjectOptions) => app.inject({ headers: ravi, ...request });
const bake = (cake: unknown, more = {}) => send({ method: 'POST', url: '/v2/cakes', body: { cake, ...more } });
const violations = async (response: ReturnType<typeof send>) => {
  const answered = await response;
  expect(answered.statusCode).toBe(400);
  return answered
    .json<Invalid>()
    .details.validationError.fieldViolations.map(({ field, violatedRule }) => [field, violatedRule]);
};

describe('a body', () => {
  it.each([
    [{}, ['cake.name', 'REQUIRED_FIELD']],
    [{ name: 7 }, ['cake.name', 'FORMAT']],
    [{ name: '' }, ['cake.name', 'MIN_LENGTH']],
    [{ name: '🍰🍰🍰🍰' }, ['cake.name', 'MAX_LENGTH']],
    [{ name: 'a', baked: 'true' }, ['cake.baked', 'FORMAT']],
    [{ name: 'a', weight: 1 }, ['cake.weight', 'UNKNOWN_FIELD']],
    [{ name: 'a', layers: [{ taste: 'a' }, { taste: '' }] }, ['cake.layers[1].taste', 'MIN_LENGTH']],
    [{ name: 'a', layers: [[]] }, ['cake.layers', 'FORMAT']],
    [{ name: 'a', layers: {} }, ['cake.layers', 'FORMAT']],
    [{ name: 'a', layers: [{}, {}, {}].map(() => ({ taste: 'a' })) }, ['cake.layers', 'MAX_LENGTH']],
    [undefined, ['cake', 'REQUIRED_FIELD']],
    [null, ['cake', 'FORMAT']],
    ['cake', ['cake', 'FORMAT']],
    [[], ['cake', 'FORMAT']],
    [[{ name: 'a' }], ['cake', 'FORMAT']],
  ])('with the cake %j is refused by field', async (cake, violation) =>
    expect(await violations(bake(cake))).toEqual([violation]),
  );

  it('is counted in code points', async () => {
    const response = await bake({ name: '🍰🍰🍰' });
    expect([response.statusCode, response.json()]).toEqual([200, { cake: { name: '🍰🍰🍰' } }]);
  });

  it('may hold what is read-only: it is dropped', async () => {
    const response = await bake({ name: 'a', id: { anything: true } });
    expect(response.json()).toEqual({ cake: { name: 'a' } });
  });

  it('may hold nothing that the class does not know', async () =>
    expect(await violations(bake({ name: 'a' }, { contentType: 'x' }))).toEqual([['contentType', 'UNKNOWN_FIELD']]));

  it('that no handler takes is refused, unless it is empty', async () => {
    const remove = (body?: object) => send({ method: 'DELETE', url: `/v2/cakes/${cakeId}`, body });
    expect(await violations(remove({ force: true }))).toEqual([['force', 'UNKNOWN_FIELD']]);
    expect((await remove({})).statusCode).toBe(200);
    expect((await remove()).statusCode).toBe(200);
  });

  it('without bytes is an empty one, of any type', async () => {
    const headers = { ...ravi, 'content-type': 'text/plain', 'content-length': '0' };
    expect(await violations(send({ method: 'POST', url: '/v2/cakes', headers }))).toEqual([['cake', 'REQUIRED_FIELD']]);
  });
});

describe('a query string', () => {
  const list = (query: string) => send({ url: `/v2/cakes?${query}` });

  it.each([
    ['', { limit: 100, offset: 0 }],
    ['limit=1&offset=100000', { limit: 1, offset: 100_000 }],
    ['paging.limit=7&paging.offset=8', { limit: 7, offset: 8 }],
    ['limit=7&paging.limit=7', { limit: 7 }],
    ['memberIds=a', { memberIds: ['a'] }],
    ['memberIds=a&memberIds=b', { memberIds: ['a', 'b'] }],
    ['taste=SWEET', { taste: 'SWEET' }],
  ])('%s is understood', async (query, expected) => expect((await list(query)).json()).toMatchObject(expected));

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
    ['taste=sweet', 'taste', 'INVALID_ARGUMENT'],
    ['taste=SWEET&taste=SWEET', 'taste', 'INVALID_ARGUMENT'],
    ['memberIds=abc', 'memberIds', 'MAX_LENGTH'],
    ['sort=name', 'sort', 'UNKNOWN_FIELD'],
    ['limits', 'limits', 'UNKNOWN_FIELD'],
  ])('%s is refused', async (query, field, rule) => expect(await violations(list(query))).toEqual([[field, rule]]));

  it('that no handler takes is refused', async () =>
    expect(await violations(send({ url: '/v2/cakes/mine?x=1' }))).toEqual([['x', 'UNKNOWN_FIELD']]));
});

describe('the path', () => {
  const change = (id: string, query: string, body: object) =>
    send({ method: 'PATCH', url: `/v2/cakes/${id}${query}`, body: { cake: { name: 'a' }, ...body } });

  it('takes a UUID in any case', async () =>
    expect((await change(cakeId.toUpperCase(), '', {})).json()).toMatchObject({ cakeId }));

  it.each(['undefined', 'x', cakeId.slice(1)])('takes no %s for a UUID', async (id) =>
    expect(await violations(change(id, '', {}))).toEqual([['cakeId', 'FORMAT']]),
  );

  it('may be repeated in query and body', async () =>
    expect((await change(cakeId, `?cakeId=${cakeId}`, { cakeId })).json()).toEqual({ cakeId, cake: { name: 'a' } }));

  it.each([
    ['?cakeId=other', {}],
    [`?cakeId=${cakeId}&cakeId=${cakeId}`, {}],
    ['', { cakeId: 'other' }],
    ['', { cakeId: null }],
  ])('must be repeated as it is (%s %j)', async (query, body) =>
    expect(await violations(change(cakeId, query, body))).toEqual([['cakeId', 'INVALID_ARGUMENT']]),
  );

  it('may end in anything, also slashes, and repeat that', async () => {
    const slug = (url: string) => send({ url: `/v2/cakes/slugs/${url}` });
    expect((await slug('yo%20ga/%C3%A9?slug=yo+ga%2F%C3%A9')).json()).toEqual({ slug: 'yo ga/é' });
    expect((await slug('a%2Fb')).json()).toEqual({ slug: 'a/b' });
    expect(await violations(slug('a/b?slug=a'))).toEqual([['slug', 'INVALID_ARGUMENT']]);
  });

  it('names a person, or the caller', async () => {
    const cakesOf = (id: string, headers = ravi) => send({ url: `/v2/members/${id}/cakes?memberId=${id}`, headers });
    expect((await cakesOf('me')).json()).toEqual({ memberId: 'ravi' });
    expect((await cakesOf('Olga_1')).json()).toEqual({ memberId: 'Olga_1' });
    expect(await violations(cakesOf('-olga'))).toEqual([['memberId', 'FORMAT']]);
    expect(await violations(cakesOf('x'.repeat(65)))).toEqual([['memberId', 'FORMAT']]);
    const app = { authorization: await token({ sub: 'billing', role: 'app' }) };
    expect((await cakesOf('me', app)).json()).toMatchObject({ message: 'MEMBER_IDENTITY_REQUIRED' });
  });
});
