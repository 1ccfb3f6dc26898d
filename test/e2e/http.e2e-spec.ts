import type { Body } from '../support/call';
import { stories } from '../support/stories';

const { people, service } = stories();

describe('every response', () => {
  it('is JSON with a request id and is not cached', async () => {
    const { olga, siteAdmin, visitor } = await people('olga');
    const id = await olga.createsGroup();
    const requestIds = new Set<string>();
    for (const [status, response] of [
      [200, () => olga.get(`/v2/groups/${id}`)],
      [200, () => olga.patch(`/v2/groups/${id}`, { group: {} })],
      [200, () => siteAdmin.delete(`/v2/groups/${id}`)],
      [400, () => olga.post('/v2/groups')],
      [401, () => visitor.get('/v2/settings')],
      [403, () => olga.patch('/v2/settings', { settings: {} })],
      [404, () => olga.get('/nothing')],
      [405, () => olga.put('/v2/groups')],
      [200, () => visitor.get('/health/live')],
    ] as const) {
      const { headers, status: actualStatus, body, text } = await response();
      expect(actualStatus).toBe(status);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(headers.get('cache-control')).toBe('no-store');
      requestIds.add(headers.get('x-wix-request-id')!);
      expect(text).not.toMatch(/at .*\.[jt]s|group-site|membership-/);
      if (status >= 400)
        expect(Object.keys(body.details)).toEqual([status === 400 ? 'validationError' : 'applicationError']);
    }
    expect(requestIds.size).toBe(9);
  });

  it('to a caller without a token has WWW-Authenticate', async () => {
    const { visitor } = await people();
    const { status, headers } = await visitor.get('/v2/settings');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});

it('preflight requests are allowed from every origin, and browsers may read our headers', async () => {
  const { visitor } = await people();
  const preflight = { origin: 'https://a.org', 'access-control-request-method': 'PATCH' };
  for (const path of ['/v2/groups', '/v2/settings', '/social-groups-proxy/groups/v2/groups', '/nothing']) {
    const { status, text, headers } = await visitor.with(preflight).send('OPTIONS', path);
    expect([path, status, text]).toEqual([path, 204, '']);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const allowed = headers.get('access-control-allow-headers')!.split(/, ?/);
    expect(allowed).toEqual(
      expect.arrayContaining(['authorization', 'x-wix-bi-gateway', 'x-wix-consistent', 'x-on-behalf-of']),
    );
  }
  for (const path of ['/v2/groups', '/v2/settings', '/nothing']) {
    const { headers } = await visitor.with({ origin: 'https://a.org' }).get(path);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toMatch(/x-wix-request-id.*x-wix-consistent/);
  }
});

it('reports liveness and readiness', async () => {
  const { visitor, olga } = await people('olga');
  await olga.createsGroup();
  await visitor.get('/health/live').expect(200, { status: 'ok' });
  await visitor.get('/health/ready').expect(200);
  await visitor.with({ authorization: 'garbage' }).get('/health/ready').expect(200);
});

it('gives Prometheus metrics that contain no ids', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  await olga.get(`/v2/groups/${id}`).expect(200);
  const response = await fetch(`${service().url}/metrics`);
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(text).toMatch(/^# TYPE \w+ histogram$/m);
  expect(text).not.toContain(id);
  expect(text).not.toContain('olga');
});

describe('the OpenAPI document', () => {
  const routes = [
    'POST /v2/groups',
    'PATCH /v2/groups/{groupId}',
    'DELETE /v2/groups/{groupId}',
    'GET /v2/groups/{groupId}',
    'GET /v2/groups/slugs/{path}',
    'GET /v2/groups',
    'POST /v2/groups/query',
    'POST /v2/group-requests/approve',
    'POST /v2/group-requests/reject',
    'GET /v2/group-requests',
    'POST /v2/group-requests/query',
    'GET /v2/group-requests/{groupRequestId}',
    'POST /v2/group-requests/{groupRequestId}/cancel',
    'POST /v2/groups/{groupId}/join-requests',
    'POST /v2/groups/{groupId}/join-requests/cancel',
    'POST /v2/groups/{groupId}/join-requests/approve',
    'POST /v2/groups/{groupId}/join-requests/reject',
    'GET /v2/groups/{groupId}/join-requests',
    'POST /v2/groups/{groupId}/join-requests/query',
    'POST /v2/groups/{groupId}/join',
    'POST /v2/groups/{groupId}/leave',
    'POST /v2/groups/{groupId}/members',
    'DELETE /v2/groups/{groupId}/members',
    'GET /v2/groups/{groupId}/members',
    'POST /v2/groups/{groupId}/members/query',
    'GET /v2/members/{memberId}/memberships',
    'POST /v2/members/{memberId}/memberships/query',
    'POST /v2/groups/{groupId}/roles/assign',
    'POST /v2/groups/{groupId}/roles/unassign',
    'GET /v2/settings',
    'PATCH /v2/settings',
    'GET /v2/site-members/{memberId}',
    'PUT /v2/site-members/{memberId}',
  ];
  type Operation = {
    operationId?: string;
    responses: Record<string, unknown>;
    parameters?: { name: string; in: string }[];
  };
  let document: Body;
  const operations = (): [string, Operation][] =>
    Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );

  beforeAll(async () => {
    const { visitor } = await people();
    document = await visitor.get('/openapi.json').expect(200);
  });

  it('has every route', () => expect(operations().map(([route]) => route)).toEqual(expect.arrayContaining(routes)));

  it('describes parameters and responses of each route', () => {
    expect(document.openapi).toMatch(/^3\.\d\.\d$/);
    expect(document.info).toMatchObject({
      title: expect.any(String) as unknown,
      version: expect.any(String) as unknown,
    });
    const names = operations().map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [route, { parameters = [] }] of operations()) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([route, inPath.sort()]).toEqual([route, [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()]);
    }
    for (const [route, { responses }] of operations().filter(([route]) => route.includes(' /v2/'))) {
      expect([route, Object.keys(responses)]).toEqual([route, expect.arrayContaining(['400', '401', '429'])]);
      expect([route, responses]).not.toEqual([route, expect.objectContaining({ 201: expect.anything() as unknown })]);
    }
  });

  it('describes a successful response', () => {
    for (const [route, { responses }] of operations())
      expect([route, responses]).toEqual([route, expect.objectContaining({ 200: expect.anything() as unknown })]);
  });

  it('has no dangling references', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty([name!]);
  });
});
