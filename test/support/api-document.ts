import { Ajv, type ValidateFunction } from 'ajv';
import type { Service } from './service';

type Json = Readonly<Record<string, unknown>>;
type Media = {
  readonly schema: Json;
  readonly example?: unknown;
  readonly examples?: Record<string, { value: unknown }>;
};
type Content = { readonly content?: { readonly 'application/json'?: Media } };
export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema?: Json;
};
type Described = {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly object[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content & { readonly description: string; readonly headers?: object }>>;
};
export type Operation = Described & { readonly method: string; readonly path: string };

/** `/openapi.json`, to hold requests and responses against. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  /** What the document does not describe is not allowed. */
  private readonly ajv = validator();
  /** What the document does not forbid is allowed. */
  private readonly literal = validator();
  private readonly validators = new Map<Json, ValidateFunction>();
  private readonly literalValidators = new Map<Json, ValidateFunction>();
  private readonly byPath: readonly { readonly matches: RegExp; readonly operation: Operation }[];

  private constructor(readonly content: Json) {
    const paths = content.paths as Record<string, Record<string, Described>>;
    this.operations = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v2/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, said]) => ({ ...said, method: method.toUpperCase(), path })),
      );
    this.byPath = [...this.operations]
      .sort((a, b) => parametersIn(a.path) - parametersIn(b.path)) // `/groups/query` before `/groups/{groupId}`
      .map((operation) => ({ matches: patternOf(operation.path), operation }));
    this.ajv.addSchema({ $id: 'api', components: closed(content.components) });
    this.literal.addSchema({ $id: 'api', components: asWritten(content.components) });
  }

  static async of({ url }: Pick<Service, 'url'>): Promise<ApiDocument> {
    return new ApiDocument((await (await fetch(`${url}/openapi.json`)).json()) as Json);
  }

  /** The operation that such a call reaches. */
  at(method: string, path: string): Operation {
    const found = this.byPath.find(({ matches, operation }) => operation.method === method && matches.test(path));
    if (!found) throw new Error(`${method} ${path} is not in the document`);
    return found.operation;
  }

  /** What is wrong with the body of a response, or `null`. */
  mistakeInResponse({ responses }: Operation, status: number, body: unknown): string | null {
    const media = responses[status]?.content?.['application/json'];
    return media ? this.mistake(media.schema, body) : `status ${status} is not described`;
  }

  /** What is wrong with a value that should be as this schema says, or `null`. */
  mistake(schema: Json, value: unknown): string | null {
    const validate = this.validators.get(schema) ?? this.ajv.compile(closed(schema));
    this.validators.set(schema, validate);
    if (validate(value)) return null;
    return `${this.ajv.errorsText(validate.errors)} ${JSON.stringify(validate.errors?.map(({ params }) => params))}`;
  }

  /** The paths of the fields that a client with this document alone would find wrong in a body: `group.name`, `rules[0]`. */
  wrongFields({ requestBody }: Operation, body: unknown): string[] {
    const { schema } = requestBody!.content!['application/json']!;
    const validate = this.literalValidators.get(schema) ?? this.literal.compile(asWritten(schema));
    this.literalValidators.set(schema, validate);
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, params }) => {
      const { missingProperty, additionalProperty } = params as Readonly<Record<string, string | undefined>>;
      const steps = [instancePath, missingProperty ?? additionalProperty]
        .filter((step) => step !== undefined)
        .join('/');
      return steps
        .replaceAll(/\/(\d+)/g, '[$1]')
        .replaceAll('/', '.')
        .replace(/^\./, '');
    });
  }
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const formats = { uuid: UUID, 'date-time': ISO_DATE };
const validator = () => new Ajv({ strict: false, allErrors: true, allowUnionTypes: true, formats });

const parametersIn = (path: string): number => path.split('{').length;
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('{path}', '.+').replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?|$)`);

/** The same for a validator: references lead into the document, and what may be `null` may. */
const asWritten = (schema: unknown): Json => forValidator(schema, false);

/** The same for a validator, and an object holds nothing but what is described. */
const closed = (schema: unknown): Json => forValidator(schema, true);

function forValidator(schema: unknown, closes: boolean): Json {
  const walked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walked);
    if (typeof value !== 'object' || value === null) return value;
    const { example: _said, nullable, ...rest } = value as Json;
    const parts = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, walked(part)]));
    if (typeof parts.$ref === 'string') parts.$ref = parts.$ref.replace(/^#/, 'api#');
    const isClosed = closes && typeof parts.properties === 'object' && !('additionalProperties' in parts);
    const all: Json = { ...parts, ...(isClosed && { additionalProperties: false }) };
    // In OpenAPI 3.0 `nullable` means nothing without a type beside it.
    return nullable === true && typeof all.type === 'string' ? { ...all, type: [all.type, 'null'] } : all;
  };
  return walked(schema) as Json;
}
