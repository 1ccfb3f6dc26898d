import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min, ValidateBy } from 'class-validator';

export const MAX_LIMIT = 1000;
export const MAX_OFFSET = 100_000;
const DEFAULT_LIMIT = 100;

/** A whole number in a query string, written plainly: `10`, never `1e1`, `+10`, ` 10` or twice. */
export const QueryInteger = ({ min, max }: { readonly min: number; readonly max: number }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(min),
    Max(max),
  );

/** A list in a query string: the key repeated, or once. Put the rules for its items beside it. */
export const QueryList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]));

/** Two names for one thing: where both are sent they must say the same. */
const SameAs = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'sameAs',
    validator: {
      validate: (value: unknown, of) => {
        const twin = (of?.object as Readonly<Record<string, unknown>> | undefined)?.[other];
        return twin === undefined || twin === value;
      },
      defaultMessage: () => `must equal ${other}`,
    },
  });

/** Never together with any of these. */
const NotTogetherWith = (...others: readonly string[]): PropertyDecorator =>
  ValidateBy({
    name: 'notBeside',
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

/** The query string of every list. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @IsOptional()
  @QueryInteger(limits)
  readonly limit?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_OFFSET, default: 0 })
  @IsOptional()
  @QueryInteger(offsets)
  readonly offset?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Another name for limit.', example: DEFAULT_LIMIT })
  @IsOptional()
  @QueryInteger(limits)
  @SameAs('limit')
  readonly 'paging.limit'?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Another name for offset.', example: 0 })
  @IsOptional()
  @QueryInteger(offsets)
  @SameAs('offset')
  readonly 'paging.offset'?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
    description: 'Instead of limit and offset: begins a walk that meets everything once, or goes on with one.',
  })
  @IsOptional()
  @QueryInteger(limits)
  @WithoutOffset()
  readonly 'cursorPaging.limit'?: number;

  @ApiPropertyOptional({ description: 'metadata.cursors.next of the page before.' })
  @IsOptional()
  @IsString()
  @WithoutOffset()
  readonly 'cursorPaging.cursor'?: string;
}

/** How a list is walked: from its start, or on from a cursor that an earlier page gave. */
export type CursorPaging = { readonly limit: number; readonly cursor?: string };

/** The walk that is asked for, if one is. */
export function cursorPagingOf(query: PageQuery): CursorPaging | undefined {
  const { 'cursorPaging.limit': limit, 'cursorPaging.cursor': cursor } = query;
  if (limit === undefined && cursor === undefined) return undefined;
  return { limit: limit ?? DEFAULT_LIMIT, ...(cursor !== undefined && { cursor }) };
}

/** Which part of the list is asked for. Not a method of the query: its name would be one that callers may not send, and nobody would know. */
export const offsetPagingOf = (query: PageQuery): { readonly limit: number; readonly offset: number } => ({
  limit: query.limit ?? query['paging.limit'] ?? DEFAULT_LIMIT,
  offset: query.offset ?? query['paging.offset'] ?? 0,
});
