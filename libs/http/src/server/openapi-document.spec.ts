import type { OpenAPIObject } from '@nestjs/swagger';
import { completeDocument, exampleOf } from './openapi-document';

const schemas = {
  Account: {
    type: 'object',
    properties: {
      id: { type: 'string', readOnly: true, example: 'assigned by the server' },
      name: { type: 'string', example: 'Savings' },
      note: { type: 'string' },
      entries: { type: 'array', items: { $ref: '#/components/schemas/Entry' } },
      latest: { allOf: [{ $ref: '#/components/schemas/Entry' }], description: 'The latest one.' },
      balance: { type: 'number', nullable: true, example: null },
    },
  },
  Entry: { type: 'object', properties: { booked: { type: 'boolean', example: false } } },
  WithoutExample: { type: 'object', properties: { note: { type: 'string' } } },
};

describe('exampleOf', () => {
  it('composes the examples of the properties, without read-only ones', () =>
    expect(exampleOf({ $ref: '#/components/schemas/Account' }, schemas)).toEqual({
      name: 'Savings',
      entries: [{ booked: false }],
      latest: { booked: false },
      balance: null,
    }));
  it('prefers the example of the whole schema', () =>
    expect(exampleOf({ ...schemas.Account, example: { name: 'Checking' } }, schemas)).toEqual({ name: 'Checking' }));
  it.each([{ $ref: '#/components/schemas/WithoutExample' }, { $ref: '#/components/schemas/Gone' }, { type: 'string' }])(
    'gives undefined for %j',
    (schema) => expect(exampleOf(schema, schemas)).toBeUndefined(),
  );
});

describe('completeDocument', () => {
  const account = {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Account' } } },
  };
  const responses = { 200: { description: 'Opened.', headers: { ETag: {} } }, 401: { description: 'Who are you?' } };
  const document = (): OpenAPIObject => ({
    openapi: '3.0.0',
    info: { title: 'Accounts', version: '1' },
    components: { schemas: structuredClone(schemas) },
    paths: {
      '/accounts': {
        get: { operationId: 'listAllAccounts', tags: ['accounts'], responses: structuredClone(responses) },
        post: {
          operationId: 'open',
          tags: ['accounts'],
          parameters: [
            { name: 'memberId', in: 'path', schema: { type: 'string', example: 'me' } },
            { name: 'idempotency-key', in: 'header', schema: { type: 'string' } },
          ],
          responses: structuredClone(responses),
          requestBody: structuredClone(account),
        },
      },
      '/health': { get: { operationId: 'live', summary: 'It runs.', responses: { 200: { description: 'Yes.' } } } },
    },
  });
  const { '/accounts': accounts, '/health': health } = completeDocument(document()).paths;

  it('adds a summary to each operation that has none', () =>
    expect([accounts?.get?.summary, accounts?.post?.summary, health?.get?.summary]).toEqual([
      'List all accounts',
      'Open',
      'It runs.',
    ]));

  it('adds the errors of request bodies where a body may be sent', () => {
    expect(Object.keys(accounts!.post!.responses)).toEqual(['200', '401', '413', '415']);
    expect(Object.keys(accounts!.get!.responses)).toEqual(['200', '401']);
    expect(accounts!.post!.responses[413]).toMatchObject({
      content: { 'application/json': { examples: { PAYLOAD_TOO_LARGE: { value: { message: 'PAYLOAD_TOO_LARGE' } } } } },
    });
  });

  it('adds response headers to those that are documented already', () => {
    const headersOf = (status: number) => Object.keys(Object(accounts!.get!.responses[status]).headers as object);
    expect(headersOf(200)).toEqual(['ETag', 'x-wix-request-id']);
    expect(headersOf(401)).toEqual(['www-authenticate', 'x-wix-request-id']);
  });

  it('adds the consistency token to the success of writes', () =>
    expect(Object.keys(Object(accounts!.post!.responses[200]).headers as object)).toContain('x-wix-consistent'));

  it('says that a body may be left out where no field is required', () => {
    const { Account, ...others } = structuredClone(schemas);
    const requiring = {
      ...document(),
      components: { schemas: { ...others, Account: { ...Account, required: ['name'] } } },
    };
    expect(accounts!.post!.requestBody).toMatchObject({ required: false });
    expect(completeDocument(requiring).paths['/accounts']!.post!.requestBody).toMatchObject({ required: true });
  });

  it('adds an example to each request body', () =>
    expect(accounts!.post!.requestBody).toMatchObject({
      content: { 'application/json': { example: { name: 'Savings' } } },
    }));

  it('closes all objects of request bodies, but none of responses', () => {
    const { components } = completeDocument(document());
    const closed = Object.entries(components!.schemas!).map(([name, schema]) => [name, Object(schema)]);
    expect(closed.map(([name, { additionalProperties: others }]) => [name, others])).toEqual([
      ['Account', false],
      ['Entry', false],
      ['WithoutExample', undefined],
    ]);
  });

  it('takes away examples of path parameters, which are filled in, from writes', () =>
    expect(accounts?.post?.parameters?.[0]).toEqual({ name: 'memberId', in: 'path', schema: { type: 'string' } }));

  it('lists the tags', () => expect(completeDocument(document()).tags).toEqual([{ name: 'accounts' }]));

  it('leaves operations outside of the API unchanged', () =>
    expect(health!.get!.responses).toEqual({ 200: { description: 'Yes.' } }));
});
