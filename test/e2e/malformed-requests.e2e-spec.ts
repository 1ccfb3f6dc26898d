import { request } from 'node:http';
import { ApiDocument } from '../support/api-document';
import { type People, tokenFor } from '../support/people';
import { stories } from '../support/stories';

const { people, service, writesNothing } = stories();

let site: People<'olga'>;
let id: string;
beforeAll(async () => {
  site = await people('olga');
  id = await site.olga.createsGroup({ privacyStatus: 'PRIVATE' });
});

describe('request bodies', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

  it.each<[string, string | Buffer]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['33 levels', JSON.stringify(nested(33))],
  ])('that hold %s', async (_, body) => {
    await writesNothing(() => site.siteAdmin.send('POST', '/v2/groups', body).expect(400, 'body'));
  });

  it.each([
    ['half a character', '{"group":{"name":"Yoga","teaser":"\\ud83e"}}', 'group.teaser'],
    ['a number beyond 2^53 - 1', '{"group":{"name":"Yoga","membersCount":9007199254740993}}', 'group.membersCount'],
    [
      'no finite number',
      '{"group":{"name":"Yoga","coverImage":{"position":{"x":1e400}}}}',
      'group.coverImage.position.x',
    ],
    [
      'such a number in a query',
      '{"query":{"filter":{"membersCount":{"$lt":-1e16}}}}',
      'query.filter.membersCount.$lt',
    ],
  ])('whose field holds %s', async (_, body, field) => {
    const path = body.includes('query') ? '/v2/groups/query' : '/v2/groups';
    await writesNothing(() => site.siteAdmin.send('POST', path, body).expect(400, field));
  });

  it('of other types, or too long', async () => {
    const { siteAdmin } = site;
    const long = ' '.repeat(1_048_576 - 2);
    await writesNothing(async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])
        await siteAdmin
          .with({ 'content-type': type })
          .send('POST', '/v2/groups', '{}')
          .expect(415, 'UNSUPPORTED_MEDIA_TYPE');
      await siteAdmin.send('POST', '/v2/groups', `${long}{ }`).expect(413, 'PAYLOAD_TOO_LARGE');
      await siteAdmin.send('POST', '/v2/groups', `${long}{}`).expect(400, 'group');
    });
    await siteAdmin.with({ 'content-type': 'application/json; charset=utf-8' }).post('/v2/groups/query').expect(200);
  });

  it('in other encodings and charsets', async () => {
    await writesNothing(async () => {
      for (const headers of [
        { 'content-type': 'application/json; charset=utf-16' },
        { 'content-encoding': 'gzip' },
      ] as Record<string, string>[])
        await site.siteAdmin
          .with(headers)
          .post('/v2/groups', { group: { name: 'x' } })
          .expect(415, 'UNSUPPORTED_MEDIA_TYPE');
    });
  });

  it('that are absent count as empty, on every route', async () => {
    const { operations } = await ApiDocument.of(service());
    const takingBodies = operations.filter(({ requestBody }) => requestBody);
    expect(takingBodies.length).toBeGreaterThan(20);
    const parts: Readonly<Record<string, string>> = { groupId: id, memberId: 'olga' };
    for (const { method, path } of takingBodies) {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name]!);
      const { status, body } = await site.olga.send(method, url, {});
      for (const headers of withoutBody)
        expect([method, url, headers, await statusOf(method, url, headers)]).toEqual([method, url, headers, status]);
      if (status === 400) expect(body.details.validationError.fieldViolations[0].violatedRule).toBe('REQUIRED_FIELD');
    }
  });

  const withoutBody: readonly Readonly<Record<string, string>>[] = [
    {},
    { 'content-type': 'application/json' },
    { 'content-length': '0' },
    { 'content-length': '0', 'content-type': 'application/json' },
    { 'transfer-encoding': 'chunked' },
    { 'transfer-encoding': 'chunked', 'content-type': 'application/json' },
  ];

  /** The status of olga's request with these headers only and no byte of a body. `fetch` would send a length. */
  async function statusOf(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const authorization = await tokenFor({ sub: 'olga', role: 'member', site: site.site });
    return new Promise((resolve, reject) => {
      const sent = request(
        `${service().url}${path}`,
        { method, headers: { authorization, ...headers } },
        (response) => {
          response.resume().on('end', () => resolve(response.statusCode!));
        },
      );
      sent.on('error', reject).end();
    });
  }
});

describe('unknown paths and methods', () => {
  it('are refused', async () => {
    const { siteAdmin } = site;
    await writesNothing(async () => {
      for (const path of ['/', '/v2', '/v2/', '/v2/group', `/v2/groups/${id}/dance`, '/v3/groups'])
        await siteAdmin.post(path, { group: { name: 'x' } }).expect(404, 'NOT_FOUND');
      for (const [method, path, allow] of [
        ['PUT', '/v2/groups', 'GET, HEAD, POST'],
        ['POST', `/v2/groups/${id}`, 'GET, HEAD, PATCH, DELETE'],
        ['GET', `/v2/groups/${id}/join`, 'POST'],
        ['DELETE', '/v2/settings', 'GET, HEAD, PATCH'],
        ['PATCH', `/v2/groups/${id}/members`, 'GET, HEAD, POST, DELETE'],
      ] as const) {
        const { status, headers, body } = await siteAdmin.send(
          method,
          path,
          method === 'GET' ? undefined : { group: { name: 'x' } },
        );
        expect([method, path, status, headers.get('allow'), body.message]).toEqual([
          method,
          path,
          405,
          allow,
          'METHOD_NOT_ALLOWED',
        ]);
      }
    });
  });
});

describe('names of object members', () => {
  it.each<[string, string, object | string | undefined]>([
    ['GET', '/v2/groups?page=2', undefined],
    ['GET', '/v2/groups?toString=1', undefined],
    ['POST', '/v2/groups/query', { paged: {} }],
    ['POST', '/v2/groups/query', { query: { filter: { constructor: 'x' } } }],
    ['POST', '/v2/groups', { group: { name: 'Yoga', valueOf: 'x' } }],
    ['POST', '/v2/groups', '{"group":{"name":"Yoga","__proto__":{}}}'],
    ['GET', '/v2/groups?prototype=1', undefined],
    ['POST', '/v2/groups', { group: { name: 'Yoga', prototype: 'x' } }],
    ['POST', '/v2/groups', { group: { name: 'Yoga', settings: { prototype: {} } } }],
    ['POST', '/v2/groups/query', { query: { filter: { prototype: 'x' } } }],
    ['POST', '/v2/groups/query', { query: { sort: [{ fieldName: 'prototype' }] } }],
    ['POST', '/v2/groups/query', { query: { sort: [{ fieldName: 'name', prototype: 'x' }] } }],
    ['POST', '/v2/groups/query', { query: { fields: ['prototype'] } }],
    ['PATCH', '/v2/settings', { settings: { prototype: 1 } }],
  ])('are refused like any unknown name: %s %s', (method, path, body) =>
    site.siteAdmin.send(method, path, body).expect(400),
  );
});

it('an empty name is reported as another field name, because clients fail on an empty one', async () => {
  for (const [method, path, body] of [
    ['GET', '/v2/groups?=1'],
    ['POST', '/v2/groups', { '': 1, group: { name: 'Yoga' } }],
  ] as const) {
    const { details } = await site.siteAdmin.send(method, path, body).expect(400);
    for (const { field } of details.validationError.fieldViolations) expect(field).not.toBe('');
  }
});
