/** A schema of a JSON value, as far as OpenAPI 3.0 and the query language need it. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly nullable?: true;
  readonly enum?: readonly (string | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly additionalProperties?: false;
  readonly description?: string;
};

/** The schema of an object with these members and no others. */
export const objectSchema = (
  properties: Readonly<Record<string, JsonSchema>>,
  more: Omit<JsonSchema, 'type' | 'properties' | 'additionalProperties'> = {},
): JsonSchema => ({ type: 'object', properties, additionalProperties: false, ...more });

/** The same, or `null`. */
export const orNull = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  nullable: true,
  ...(schema.enum && { enum: [...schema.enum, null] }),
});
