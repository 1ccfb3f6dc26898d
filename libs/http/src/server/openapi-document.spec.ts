import type { OpenAPIObject } from '@nestjs/swagger';
import { completeDocument, exampleOf } from './openapi-document';

const schemas = {
  Cake: {
    type: 'object',
    properties: {
      id: { type: 'string', readOnly: true, example: 'made here' },
      taste: { type: 'string', example: 'lemon' },
      note: { type: 'string' },
      layers: { type: 'array', items: { $ref: '#/components/schemas/Layer' } },
      top: { allOf: [{ $ref: '#/components/schemas/Layer' }], description: 'The last one.' },
      price: { type: 'number', nullable: true, example: null },
    },
  },
  Layer: { type: 'object', properties: { cream: { type: 'boolean', example: false } } },
  Silent: { type: 'object', properties: { note: { type: 'string' } } },
};

describe('an example', () => {
  it('is put together from those of the parts, without what only answers hold', () =>
    expect(exampleOf({ $ref: '#/components/schemas/Cake' }, schemas)).toEqual({
      taste: 'lemon',
      layers: [{ cream: false }],
      top: { cream: false },
      price: null,
    }));
  it('of the whole goes before', () =>
    expect(exampleOf({ ...schemas.Cake, example: { taste: 'salt' } }, schemas)).toEqual({ taste: 'salt' }));
  it.each([{ $ref: '#/components/schemas/Silent' }, { $ref: '#/components/schemas/Gone' }, { type: 'string' }])(
    'there is none of %j',
    (schema) => expect(exampleOf(schema, schemas)).toBeUndefined(),
  );
});

describe('the completed document', () => {
  const cake = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Cake' } } } };
  const responses = { 200: { description: 'Baked.', headers: { ETag: {} } }, 401: { description: 'Who are you?' } };
  const document = (): OpenAPIObject => ({
    openapi: '3.0.0',
    info: { title: 'Cakes', version: '1' },
    components: { schemas },
    paths: {
      '/cakes': {
        get: { operationId: 'listAllCakes', responses: structuredClone(responses) },
        post: { operationId: 'bake', responses: structuredClone(responses), requestBody: structuredClone(cake) },
      },
      '/health': { get: { operationId: 'live', summary: 'It runs.', responses: { 200: { description: 'Yes.' } } } },
    },
  });
  const { '/cakes': cakes, '/health': health } = completeDocument(document()).paths;

  it('says in words what each operation does, unless somebody has', () =>
    expect([cakes?.get?.summary, cakes?.post?.summary, health?.get?.summary]).toEqual([
      'List all cakes',
      'Bake',
      'It runs.',
    ]));

  it('says what can be wrong with a body, where one may be sent', () => {
    expect(Object.keys(cakes!.post!.responses)).toEqual(['200', '401', '413', '415']);
    expect(Object.keys(cakes!.get!.responses)).toEqual(['200', '401']);
    expect(cakes!.post!.responses[413]).toMatchObject({
      content: { 'application/json': { examples: { PAYLOAD_TOO_LARGE: { value: { message: 'PAYLOAD_TOO_LARGE' } } } } },
    });
  });

  it('names the headers of answers beside those that were named', () => {
    const headersOf = (status: number) => Object.keys(Object(cakes!.get!.responses[status]).headers as object);
    expect(headersOf(200)).toEqual(['ETag', 'x-wix-consistent', 'x-wix-request-id']);
    expect(headersOf(401)).toEqual(['www-authenticate', 'x-wix-request-id']);
  });

  it('gives an example of each body', () =>
    expect(cakes!.post!.requestBody).toMatchObject({
      content: { 'application/json': { example: { taste: 'lemon' } } },
    }));

  it('leaves alone what is not of the API', () =>
    expect(health!.get!.responses).toEqual({ 200: { description: 'Yes.' } }));
});
