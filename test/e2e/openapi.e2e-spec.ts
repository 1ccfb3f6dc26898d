import { httpProblems, InvalidRequest, violatedRules } from '@app/http';
import type { Type as Class } from '@nestjs/common';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import pMap from 'p-map';
import { validationPipe } from '../../libs/http/src/request/validation';
import { ApiDocument, type Operation } from '../support/api-document';
import { bodyOf, prefilled, sendExample, sendPrefilled, setUpExample } from '../support/documented-calls';
import { peopleOf } from '../support/people';
import { fieldsOf, routesWithBody, withField } from '../support/request-bodies';
import { type Service, startService } from '../support/service';

let service: Service;
let document: ApiDocument;
beforeAll(async () => {
  service = await startService();
  document = await ApiDocument.of(service);
});
afterAll(() => service?.stop());

type Mistakes = readonly string[];
/** The mistakes of every operation, each with the operation's name. */
const mistakesOfAll = async (find: (operation: Operation) => Mistakes | Promise<Mistakes>): Promise<Mistakes> => {
  const found = await pMap(
    document.operations,
    async (operation) => (await find(operation)).map((wrong) => `${operation.operationId}: ${wrong}`),
    { concurrency: 4 },
  );
  return found.flat();
};
const codesOf = ({ responses }: Operation): string[] =>
  Object.values(responses).flatMap(({ content }) => Object.keys(content?.['application/json']?.examples ?? {}));
const takes = ({ parameters = [] }: Operation, name: string) => parameters.some((parameter) => parameter.name === name);

describe('the OpenAPI document', () => {
  it('describes the successful response of every operation', () =>
    expect(
      mistakesOfAll(({ responses, summary, tags, operationId }) => [
        ...(responses[200]?.content?.['application/json'] ? [] : ['no schema of success']),
        ...(summary && tags?.length ? [] : [`${operationId} has no summary or tags`]),
      ]),
    ).resolves.toEqual([]));

  it('lists the errors of all calls, of writes and of reads', async () => {
    const always = ['INVALID_ARGUMENT', 'UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', 'INTERNAL', 'EVENT_STORE_UNAVAILABLE'];
    always.push('READ_STORE_UNAVAILABLE', 'IDENTITY_UNAVAILABLE');
    const wrong = await mistakesOfAll((operation) => {
      const { method, path } = operation;
      const expected = [
        ...always,
        ...(method === 'GET' ? [] : ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE']),
        ...(takes(operation, 'idempotency-key')
          ? ['CONFLICT', 'IDEMPOTENCY_KEY_REUSED', 'SITE_MEMBER_UNKNOWN']
          : ['READ_MODEL_BEHIND']),
        ...(takes(operation, 'if-match') ? ['STALE_REVISION'] : []),
        ...(path.includes('{memberId}') ? ['MEMBER_IDENTITY_REQUIRED'] : []), // of an app, when it says `me`
        ...(path.includes('{groupId}') || path.includes('{path}') ? ['GROUP_NOT_FOUND'] : []),
      ];
      const documented = codesOf(operation);
      return expected.filter((code) => !documented.includes(code)).map((code) => `no ${code}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has an idempotency key for every write and for no read', () =>
    expect(
      mistakesOfAll((operation) => {
        const isRead = operation.method === 'GET' || /(query|answers|join-requirements)$/.test(operation.path);
        return takes(operation, 'idempotency-key') === isRead ? ['reads and writes'] : [];
      }),
    ).resolves.toEqual([]));

  it('describes the headers that say for whom a call is, wherever they are read', () =>
    expect(
      mistakesOfAll((operation) => {
        const isOpen = operation.security?.some((scheme) => Object.keys(scheme).length === 0) ?? false;
        return [
          ...(takes(operation, 'x-site-id') === isOpen ? [] : [`x-site-id ${!isOpen}`]),
          ...(takes(operation, 'x-on-behalf-of') ? [] : ['no x-on-behalf-of']),
        ];
      }),
    ).resolves.toEqual([]));

  it('describes the consistency token for the success of writes alone', () =>
    expect(
      mistakesOfAll((operation) => {
        const described = 'x-wix-consistent' in (operation.responses[200]?.headers ?? {});
        return described === takes(operation, 'idempotency-key') ? [] : [`${described}`];
      }),
    ).resolves.toEqual([]));

  it('has a valid example for each error code', async () => {
    const wrong = await mistakesOfAll(({ responses }) =>
      Object.entries(responses).flatMap(([status, { content }]) => {
        if (status === '200') return [];
        const media = content?.['application/json'];
        const examples = Object.entries(media?.examples ?? {});
        if (!media || examples.length === 0) return [`${status} has no example`];
        return examples.flatMap(([code, { value }]) => {
          const { message } = value as { message: string };
          const mistake = document.mistake(media.schema, value);
          return [
            ...(message === code ? [] : [`${code} says ${message}`]),
            ...(mistake ? [`${code}: ${mistake}`] : []),
          ];
        });
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has valid references, identifiers and parameters', async () => {
    const schemas = Object.keys((document.content.components as { schemas: object }).schemas);
    const references = [...JSON.stringify(document.content).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(references.map(([, name]) => name).filter((name) => !schemas.includes(name!))).toEqual([]);
    const ids = document.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const wrong = await mistakesOfAll(({ path, parameters = [], responses }) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      return [
        ...(inPath.sort().join() === named.sort().join() ? [] : [`parameters ${inPath.join()} of ${path}`]),
        ...(new Set(keys).size === keys.length ? [] : ['a parameter twice']),
        ...parameters.filter(({ schema }) => !schema).map(({ name }) => `${name} has no schema`),
        ...Object.entries(responses).flatMap(([status, { description }]) =>
          description ? [] : [`${status} is silent`],
        ),
        ...(JSON.stringify(responses).includes('"required":[]') ? ['an empty list of what is required'] : []),
      ];
    });
    expect(wrong).toEqual([]);
  });
});

/** Rules of the linter that do not fit an API without a host of its own, with `/groups/query` beside `/groups/{groupId}`. */
const offRules = ['info-license', 'info-license-strict', 'no-empty-servers', 'no-ambiguous-paths', 'tag-description'];

it('the document is valid OpenAPI 3.0, with unique operation ids, errors and security for each operation', async () => {
  const off = Object.fromEntries(offRules.map((rule) => [rule, 'off'] as const));
  const rules = { ...off, 'operation-tag-defined': 'error' } as const;
  const config = await createConfig({ extends: ['recommended-strict'], rules });
  const problems = await lintFromString({ source: JSON.stringify(document.content), config });
  const places = problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer} ${message}`);
  expect(places.filter((place) => !place.includes('#/paths/~1health'))).toEqual([]);
});

describe('the schema of every request body', () => {
  const fields = routesWithBody().flatMap(({ operation, body }) =>
    fieldsOf(body).map(({ path }) => ({ operation, body, path })),
  );
  const pipe = validationPipe();
  const refusedFields = async (body: Class, sent: unknown): Promise<readonly string[]> => {
    try {
      await pipe.transform(sent, { type: 'body', metatype: body });
      return [];
    } catch (error) {
      if (error instanceof InvalidRequest) return error.violations.map(({ field }) => field);
      throw error;
    }
  };
  /** The fields of which the service and the document say different things when they hold this value. */
  const disagreements = async (value: unknown, pathOf = (path: string) => path): Promise<string[]> => {
    const found = fields.map(async ({ operation, body, path }) => {
      if (path === 'query') return []; // checked later, by the query language, which describes it too
      const at = pathOf(path);
      const sent = JSON.parse(JSON.stringify(withField({}, at, value))) as unknown;
      const described = document.operations.find(({ operationId }) => operationId === operation)!;
      const hit = (wrong: readonly string[]) => wrong.some((one) => one.startsWith(at));
      const isRefused = hit(await refusedFields(body, sent));
      return hit(document.wrongFields(described, sent)) === isRefused
        ? []
        : [`${operation}: the service ${isRefused ? 'refuses' : 'takes'} ${at} ${JSON.stringify(value)}`];
    });
    return [...new Set((await Promise.all(found)).flat())];
  };

  it.each([
    null,
    true,
    7,
    -1,
    1.5,
    'text',
    'ADMIN',
    'no id',
    [],
    {},
    [7],
    ['text'],
    ['no id'],
    [null],
    [{}],
    undefined,
  ])('takes what the service takes: %j', async (value) => expect(await disagreements(value)).toEqual([]));

  it('refuses unknown fields, at every depth', async () =>
    expect(await disagreements(1, (path) => path.replace(/[^.]+$/, 'colour'))).toEqual([]));

  it('may be left out where the service takes no body at all', async () => {
    const wrong = routesWithBody().map(async ({ operation, body }) => {
      const described = document.operations.find(({ operationId }) => operationId === operation)!;
      const isRequired = (await refusedFields(body, {})).length > 0;
      return described.requestBody!.required === isRequired ? [] : [operation];
    });
    expect((await Promise.all(wrong)).flat()).toEqual([]);
  });

  it('has no defaults, which client generators take for required', () => {
    const bodies = document.operations.map(({ operationId, requestBody }) => [operationId, requestBody] as const);
    expect(bodies.filter(([, body]) => JSON.stringify(body ?? {}).includes('"default":'))).toEqual([]);
    const { schemas } = document.content.components as { schemas: Record<string, object> };
    expect(Object.keys(schemas).filter((name) => JSON.stringify(schemas[name]).includes('"default":'))).toEqual([]);
  });
});

describe('every example of the document', () => {
  it('of a body is present and matches its schema', () =>
    expect(
      mistakesOfAll((operation) => {
        const media = bodyOf(operation);
        if (!operation.requestBody) return [];
        if (!media || media.example === undefined) return ['no example of the body'];
        const mistake = document.mistake(media.schema, media.example);
        return mistake ? [mistake] : [];
      }),
    ).resolves.toEqual([]));

  it('succeeds when it is sent, and its response matches its schema', async () => {
    const wrong = await mistakesOfAll(async (operation) => {
      const response = await sendExample(operation, await setUpExample(operation, service));
      if (response.status !== 200) return [`${response.status} ${response.text}`];
      const mistake = document.mistakeInResponse(operation, 200, response.body);
      return mistake ? [mistake, response.text] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('of a query parameter succeeds', async () => {
    const wrong = await mistakesOfAll(async (operation) => {
      if (operation.method !== 'GET') return [];
      const optional = (operation.parameters ?? []).filter((one) => one.in === 'query');
      const stage = await setUpExample(operation, service);
      const sent = await pMap(
        optional.filter(({ name }) => name !== 'cursorPaging.cursor'), // only a response gives one
        async ({ name, example, schema }) => {
          const value = example ?? schema?.example ?? schema?.default ?? schema?.minimum;
          if (value === undefined) return [`${name} has no example`];
          const response = await sendExample(operation, stage, [[name, value]]);
          const mistake = document.mistakeInResponse(operation, response.status, response.body);
          return response.status === 200 && !mistake ? [] : [`${name}: ${mistake ?? response.text}`];
        },
      );
      return sent.flat();
    });
    expect(wrong).toEqual([]);
  });

  it('of a parameter that /docs fills in succeeds, with all others that it fills in', async () => {
    const wrong = await mistakesOfAll(async (operation) => {
      if (operation.method !== 'GET') return [];
      const { status, text } = await sendPrefilled(operation, await setUpExample(operation, service));
      return status === 200 ? [] : [`${status} ${text}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is `me` where a read is about a person, and nobody where a write is', () =>
    expect(
      mistakesOfAll(({ method, parameters = [] }) =>
        parameters
          .filter(
            (one) =>
              one.in === 'path' && prefilled(one) !== (method === 'GET' && one.name === 'memberId' ? 'me' : undefined),
          )
          .map(({ name }) => name),
      ),
    ).resolves.toEqual([]));

  it('is of no header, since /docs would send the same key or revision with every call', () =>
    expect(
      mistakesOfAll(({ parameters = [] }) =>
        parameters.flatMap((one) => (one.in === 'header' && prefilled(one) !== undefined ? [one.name] : [])),
      ),
    ).resolves.toEqual([]));

  it('of a cursor gives the next page', async () => {
    const { olga } = await peopleOf(service, ['olga']);
    for (let n = 0; n < 2; n++) await olga.createsGroup();
    const operation = document.at('GET', '/v2/groups');
    const first = await olga.get('/v2/groups?cursorPaging.limit=1');
    const second = await olga.get(`/v2/groups?cursorPaging.cursor=${first.body.metadata.cursors.next}`);
    for (const { status, body } of [first, second])
      expect([status, document.mistakeInResponse(operation, status, body)]).toEqual([200, null]);
    expect(second.body.groups).toHaveLength(1);
  });

  it('of picked fields gives parts of the items', async () => {
    const { olga } = await peopleOf(service, ['olga']);
    await olga.createsGroup();
    const request = { query: { fields: ['name', 'settings.showMemberList'] } };
    const { status, body } = await olga.post('/v2/groups/query', request);
    expect(body.groups[0].settings).toEqual({ showMemberList: true });
    expect(document.mistakeInResponse(document.at('POST', '/v2/groups/query'), status, body)).toBeNull();
  });
});

describe('an error response', () => {
  it('matches its schema', async () => {
    const { olga, ravi, app, visitor } = await peopleOf(service, ['olga', 'ravi']);
    const groupId = await olga.createsGroup();
    const at = `/v2/groups/${groupId}`;
    const missingGroup = '/v2/groups/00000000-0000-4000-8000-000000000000';
    const calls = [
      ['GET', missingGroup, ravi, 404],
      ['PATCH', at, ravi, 403, { group: { name: 'Mine' } }],
      ['POST', at + '/leave', app, 403, {}],
      ['PATCH', at, olga, 400, { group: { name: '', colour: 'red' } }],
      ['PATCH', at, visitor, 401, { group: { name: 'Mine' } }],
      ['POST', at + '/leave', olga, 409, {}],
      ['PATCH', at, olga.with({ 'if-match': '"99"' }), 412, { group: { name: 'Late' } }],
      ['POST', '/v2/groups', olga, 413, 'x'.repeat(1_048_577)],
      ['POST', '/v2/groups', olga.with({ 'content-type': 'text/plain' }), 415, 'Yoga'],
      ['POST', at + '/members', olga, 409, { memberIds: ['olga'] }],
    ] as const;
    for (const [method, path, by, status, sent] of calls) {
      const response = await by.send(method, path, sent);
      const mistake = document.mistakeInResponse(document.at(method, path), response.status, response.body);
      expect([path, response.status, mistake]).toEqual([path, status, null]);
    }
  });

  it('has an example for every code of the HTTP layer', async () => {
    const documented = new Set(document.operations.flatMap(codesOf));
    const ofNoOperation = [
      'NOT_FOUND',
      'METHOD_NOT_ALLOWED',
      'REQUEST_TIMEOUT',
      'EXPECTATION_FAILED',
      'REQUEST_HEADERS_TOO_LARGE',
    ];
    expect(Object.keys(httpProblems).filter((code) => !documented.has(code))).toEqual(ofNoOperation);
    expect(Object.keys(violatedRules)).toContain('OTHER');
  });
});
