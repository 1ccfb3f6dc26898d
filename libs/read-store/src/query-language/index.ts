export type { FieldTable, QueryField } from './field-table';
export { parseQuery, type ParsedQuery } from './parse-query';
export type { JsonSchema } from './json-schema';
export { querySchemas, type QuerySchemas } from './query-schema';
export { selectFields, type ResponseShape, type ShapeOf } from './query-fields';
export type { QueryViolation } from './violation';
