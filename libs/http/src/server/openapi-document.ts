import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ErrorBody, problemBody } from '../problems/error-body';
import { type HttpProblem, httpProblem } from '../problems/http-problems';

/** Operation ids are the handlers' names, which are unique: client generators make method names of them. */
const options = { operationIdFactory: (_controller: string, method: string) => method };

/** Serves the OpenAPI document at `/openapi.json` and as a page at `/docs`. It is created on the first request. */
export function serveDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Groups')
    .setDescription('Groups of a site: creating and finding them, their members, roles and join requests.')
    .setVersion('2')
    .addSecurity('token', {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'A JWT, with or without `Bearer `.',
    })
    .build();
  SwaggerModule.setup('docs', app, () => completeDocument(SwaggerModule.createDocument(app, config, options)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
  });
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const JSON_TYPE = 'application/json';
const text = { type: 'string' } as const;
const header = (description: string) => ({ description, schema: text });

const commonHeaders = { 'x-wix-request-id': header('The id of the request in the logs.') };
/** Headers of successful writes. */
const writeHeaders = {
  'x-wix-consistent': header('Send it with a read: its response shows at least this state.'),
};
/** Headers by the status of the response. */
const headersByStatus: Readonly<Record<string, object>> = {
  401: { 'www-authenticate': header('`Bearer`, with the error if the token is invalid.') },
  429: { 'retry-after': header('In seconds.') },
  503: { 'retry-after': header('In seconds.') },
};

/**
 * Adds to the document what need not be declared at each operation: summaries, examples of request bodies, response
 * headers, the errors of requests with a body, that bodies hold nothing but what is described, that they may be left out
 * where they may be empty, and the list of tags. Takes away the examples of path parameters of writes. Changes the given
 * document.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const tags = new Set<string>();
  for (const item of Object.values(document.paths))
    for (const [method, operation] of Object.entries(item as Readonly<Record<string, Operation>>)) {
      operation.summary ??= summaryFrom(operation.operationId ?? '');
      for (const tag of operation.tags ?? []) tags.add(tag);
      if (!operation.responses[401]) continue; // not part of the API, such as /health
      if (method !== 'get') {
        dropPathExamples(operation);
        for (const code of ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const)
          operation.responses[httpProblem(code).status] = responseFor(code);
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        const { headers } = response as { headers?: object };
        const added = status === '200' && isWrite(operation) ? writeHeaders : headersByStatus[status];
        Object.assign(response!, { headers: { ...headers, ...added, ...commonHeaders } });
      }
      completeBody(operation, document.components?.schemas ?? {});
    }
  document.tags = [...tags].sort().map((name) => ({ name }));
  return document;
}

/** Every write takes an idempotency key, and nothing else does. */
const isWrite = ({ parameters = [] }: Operation): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === 'idempotency-key');

/** `listGroupMembers` → `List group members`. */
function summaryFrom(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function responseFor(code: HttpProblem) {
  const problem = httpProblem(code);
  return {
    description: `\`${code}\` ${problem.description}`,
    content: {
      [JSON_TYPE]: {
        schema: { $ref: getSchemaPath(ErrorBody) },
        examples: { [code]: { summary: problem.description, value: problemBody(problem) } },
      },
    },
  };
}

/** `/docs` fills in examples. Whom a write is about must be typed: nobody ends an account because of an example. */
function dropPathExamples({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    if (!('in' in parameter) || parameter.in !== 'path') continue;
    const { example: _filledIn, ...schema } = (parameter.schema ?? {}) as Record<string, unknown>;
    parameter.schema = schema;
  }
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];

function completeBody({ requestBody }: Operation, schemas: Schemas): void {
  if (!requestBody || !('content' in requestBody)) return;
  const media = requestBody.content[JSON_TYPE];
  if (!media?.schema) return;
  media.example ??= exampleOf(media.schema, schemas) ?? {};
  requestBody.required = requiresFields(media.schema, schemas);
  closeObjects(media.schema, schemas);
}

const named = ({ $ref }: { readonly $ref: string }, schemas: Schemas): Schema | undefined =>
  schemas[$ref.split('/').at(-1) ?? ''];

/** Whether an object of this schema has fields that must be there. A request without a body counts as an empty object. */
function requiresFields(schema: Schema, schemas: Schemas): boolean {
  const object = '$ref' in schema ? named(schema, schemas) : schema;
  return object !== undefined && !('$ref' in object) && (object.required ?? []).length > 0;
}

/** Says of all objects in a schema that they have no other properties: requests with unknown ones are refused. */
function closeObjects(schema: Schema, schemas: Schemas): void {
  if ('$ref' in schema) {
    const target = named(schema, schemas);
    if (target) closeObjects(target, schemas);
    return;
  }
  if (schema.additionalProperties !== undefined) return; // closed already, or open on purpose
  if (schema.properties) schema.additionalProperties = false;
  const { allOf = [], items = [], properties = {} } = schema;
  for (const part of [allOf, items, Object.values(properties)].flat()) closeObjects(part, schemas);
}

/**
 * An example for a schema, composed of the examples of its properties; `undefined` if there are none. Read-only
 * properties are left out, since only responses have them.
 */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('$ref' in schema) {
    const target = named(schema, schemas);
    return target && exampleOf(target, schemas);
  }
  if (schema.example !== undefined) return schema.example;
  const [only] = schema.allOf ?? [];
  if (only) return exampleOf(only, schemas);
  if (schema.items) {
    const item = exampleOf(schema.items, schemas);
    return item === undefined ? undefined : [item];
  }
  const parts = Object.entries(schema.properties ?? {})
    .filter(([, part]) => !('readOnly' in part && part.readOnly))
    .map(([name, part]) => [name, exampleOf(part, schemas)] as const)
    .filter(([, example]) => example !== undefined);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
