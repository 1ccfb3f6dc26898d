import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, ValidateBy } from 'class-validator';
import { QueryInteger } from '../request/property-decorators';

/** The most items of one page. */
export const MAX_LIMIT = 1000;
/** The largest offset. Longer lists can be read with cursors. */
export const MAX_OFFSET = 100_000;
const DEFAULT_LIMIT = 100;

/** For an alias: if both names are sent, the values must be equal. */
const SameAs = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'sameAs',
    validator: {
      validate: (value: unknown, of) => {
        const otherValue = (of?.object as Readonly<Record<string, unknown>> | undefined)?.[other];
        return otherValue === undefined || otherValue === value;
      },
      defaultMessage: () => `must equal ${other}`,
    },
  });

/** A parameter that must not be sent together with any of these. */
const NotTogetherWith = (...others: readonly string[]): PropertyDecorator =>
  ValidateBy({
    name: 'notTogetherWith',
    validator: {
      validate: (_value: unknown, of) => {
        const query = of?.object as Readonly<Record<string, unknown>> | undefined;
        return others.every((other) => query?.[other] === undefined);
      },
      defaultMessage: () => `must not be sent together with ${others.join(', ')}`,
    },
  });
const WithoutOffset = (): PropertyDecorator => NotTogetherWith('limit', 'offset', 'paging.limit', 'paging.offset');

const limits = { min: 1, max: MAX_LIMIT };
const offsets = { min: 0, max: MAX_OFFSET };

/**
 * The query string of every list: `limit` and `offset` (also as `paging.*`), or a cursor (`cursorPaging.*`). Only `limit` and
 * `offset` have a documented default or example: `/docs` fills in whatever has one, and the others contradict these.
 */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @IsOptional()
  @QueryInteger(limits)
  readonly limit?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_OFFSET, default: 0 })
  @IsOptional()
  @QueryInteger(offsets)
  readonly offset?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, description: 'Alias of limit.' })
  @IsOptional()
  @QueryInteger(limits)
  @SameAs('limit')
  readonly 'paging.limit'?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_OFFSET, description: 'Alias of offset.' })
  @IsOptional()
  @QueryInteger(offsets)
  @SameAs('offset')
  readonly 'paging.offset'?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIMIT,
    description: `Instead of limit and offset: pages by cursor, so that no item is missed or repeated. If absent: ${DEFAULT_LIMIT}.`,
  })
  @IsOptional()
  @QueryInteger(limits)
  @WithoutOffset()
  readonly 'cursorPaging.limit'?: number;

  @ApiPropertyOptional({ description: 'metadata.cursors.next of the previous page.' })
  @IsOptional()
  @IsString()
  @WithoutOffset()
  readonly 'cursorPaging.cursor'?: string;
}

/** A page by cursor; without a cursor the first page. */
export type CursorPaging = { readonly limit: number; readonly cursor?: string };

/** The page by cursor that the query asks for; `undefined`: it does not use cursors. */
export function cursorPagingOf(query: PageQuery): CursorPaging | undefined {
  const { 'cursorPaging.limit': limit, 'cursorPaging.cursor': cursor } = query;
  if (limit === undefined && cursor === undefined) return undefined;
  return { limit: limit ?? DEFAULT_LIMIT, ...(cursor !== undefined && { cursor }) };
}

/** The page by limit and offset that the query asks for, with defaults. */
export const offsetPagingOf = (query: PageQuery): { readonly limit: number; readonly offset: number } => ({
  limit: query.limit ?? query['paging.limit'] ?? DEFAULT_LIMIT,
  offset: query.offset ?? query['paging.offset'] ?? 0,
});
