import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ErrorBody, problemBody } from '../problems/error-body';
import { type HttpProblem, httpProblem } from '../problems/http-problems';

/** Methods are named so that no two share a name: client generators take them for the calls. */
const options = { operationIdFactory: (_controller: string, method: string) => method };

/** Serves `/openapi.json`, and the same for people at `/docs`. The document is made when it is first asked for. */
export function serveDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Groups')
    .setDescription('Groups of a site: who may found one, who gets in, who runs it.')
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

const commonHeaders = { 'x-wix-request-id': header('Names this call in our logs.') };
/** Headers that go with a status. */
const headersByStatus: Readonly<Record<string, object>> = {
  200: { 'x-wix-consistent': header('Send it back: then what you read is at least this new.') },
  401: { 'www-authenticate': header('`Bearer`, and what is wrong with the token.') },
  429: { 'retry-after': header('In seconds.') },
  503: { 'retry-after': header('In seconds.') },
};

/**
 * The document with what follows from the rest of it: a summary of each operation, an example of each body, the headers
 * of answers, and what can happen to whoever sends a body.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths))
    for (const [method, operation] of Object.entries(item as Readonly<Record<string, Operation>>)) {
      operation.summary ??= summaryFrom(operation.operationId ?? '');
      if (!operation.responses[401]) continue; // not of the API
      if (method !== 'get')
        for (const code of ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const)
          operation.responses[httpProblem(code).status] = responseFor(code);
      for (const [status, response] of Object.entries(operation.responses)) {
        const { headers } = response as { headers?: object };
        Object.assign(response!, { headers: { ...headers, ...headersByStatus[status], ...commonHeaders } });
      }
      addExample(operation, document);
    }
  return document;
}

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

function addExample({ requestBody }: Operation, document: OpenAPIObject): void {
  if (!requestBody || !('content' in requestBody)) return;
  const media = requestBody.content[JSON_TYPE];
  if (media?.schema) media.example ??= exampleOf(media.schema, document.components?.schemas ?? {}) ?? {};
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];

/**
 * An example of what a schema describes, put together from those of its parts; `undefined` where nothing gives one.
 * Parts that only answers hold are left out.
 */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('$ref' in schema) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return named && exampleOf(named, schemas);
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
