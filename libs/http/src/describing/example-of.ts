import type { OpenAPIObject } from '@nestjs/swagger';

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
