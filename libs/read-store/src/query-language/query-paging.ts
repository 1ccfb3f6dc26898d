import { type JsonSchema, objectSchema } from './json-schema';
import { asObject, refuseUnknownKeys, type ReportViolation } from './violation';

/** Which page to return. With `cursorPaging` the offset is 0: the first page, or the one that the cursor leads to. */
export type PageRequest = {
  readonly limit: number;
  readonly offset: number;
  readonly cursorPaging?: { readonly cursor?: string };
};

type Bounds = { readonly min: number; readonly max: number; readonly defaultValue: number };

function parseInteger(
  value: unknown,
  path: string,
  { min, max, defaultValue }: Bounds,
  report: ReportViolation,
): number {
  if (value === undefined) return defaultValue;
  if (!Number.isInteger(value)) report(path, 'FORMAT', 'must be a whole number');
  else if ((value as number) < min || (value as number) > max) {
    report(path, 'OUT_OF_RANGE', `must be from ${min} to ${max}`);
  }
  return value as number;
}

const limits = { min: 1, max: 1000 };
const offsets = { min: 0, max: 100_000 };

const parseLimit = (value: unknown, path: string, defaultValue: number, report: ReportViolation): number =>
  parseInteger(value, path, { ...limits, defaultValue }, report);

/** Parses `paging: { limit?, offset? }` or `cursorPaging: { limit?, cursor? }`; both together are a violation. */
export function parsePaging(
  { paging, cursorPaging }: { readonly paging?: unknown; readonly cursorPaging?: unknown },
  root: string,
  defaultLimit: number,
  report: ReportViolation,
): PageRequest {
  if (cursorPaging === undefined)
    return parseOffsetPaging(paging === undefined ? {} : paging, `${root}.paging`, defaultLimit, report);
  const path = `${root}.cursorPaging`;
  if (paging !== undefined) report(path, 'INVALID_ARGUMENT', 'must not be sent together with paging');
  const object = asObject(cursorPaging, path, report) ?? {};
  refuseUnknownKeys(object, ['limit', 'cursor'], path, report);
  const { cursor } = object;
  if (cursor !== undefined && typeof cursor !== 'string') report(`${path}.cursor`, 'FORMAT', 'must be a text');
  const limit = parseLimit(object.limit, `${path}.limit`, defaultLimit, report);
  return { limit, offset: 0, cursorPaging: typeof cursor === 'string' ? { cursor } : {} };
}

function parseOffsetPaging(value: unknown, path: string, defaultLimit: number, report: ReportViolation): PageRequest {
  const paging = asObject(value, path, report) ?? {};
  refuseUnknownKeys(paging, ['limit', 'offset'], path, report);
  return {
    limit: parseLimit(paging.limit, `${path}.limit`, defaultLimit, report),
    offset: parseInteger(paging.offset, `${path}.offset`, { ...offsets, defaultValue: 0 }, report),
  };
}

const integerSchema = ({ min, max }: Pick<Bounds, 'min' | 'max'>, description: string): JsonSchema => ({
  type: 'integer',
  minimum: min,
  maximum: max,
  description,
});

/** The schemas of `paging` and `cursorPaging`. */
export function pagingSchemas(defaultLimit: number): {
  readonly paging: JsonSchema;
  readonly cursorPaging: JsonSchema;
} {
  const limit = integerSchema(limits, `If absent: ${defaultLimit}.`);
  return {
    paging: objectSchema({ limit, offset: integerSchema(offsets, 'If absent: 0.') }),
    cursorPaging: objectSchema(
      { limit, cursor: { type: 'string', description: '`metadata.cursors.next` of the previous page.' } },
      { description: 'Instead of `paging`: pages by cursor, so that no item is missed or repeated.' },
    ),
  };
}
