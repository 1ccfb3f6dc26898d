export type { FieldTable, QueryField } from './field-table';
export { parseQuery, type ParsedQuery } from './parse-query';
export type { QueryViolation } from './violation';
