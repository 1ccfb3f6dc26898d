import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';

export const LARGEST_LIMIT = 1000;
export const LARGEST_OFFSET = 100_000;
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

const limits = { min: 1, max: LARGEST_LIMIT };
const offsets = { min: 0, max: LARGEST_OFFSET };

/** The query string of every list. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LARGEST_LIMIT, default: DEFAULT_LIMIT })
  @IsOptional()
  @QueryInteger(limits)
  readonly limit?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: LARGEST_OFFSET, default: 0 })
  @IsOptional()
  @QueryInteger(offsets)
  readonly offset?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Another name for limit.' })
  @IsOptional()
  @QueryInteger(limits)
  @SameAs('limit')
  readonly 'paging.limit'?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Another name for offset.' })
  @IsOptional()
  @QueryInteger(offsets)
  @SameAs('offset')
  readonly 'paging.offset'?: number;
}

/** Which part of the list is asked for. Not a method of the query: its name would be one that callers may not send, and nobody would know. */
export const pageOf = (query: PageQuery): { readonly limit: number; readonly offset: number } => ({
  limit: query.limit ?? query['paging.limit'] ?? DEFAULT_LIMIT,
  offset: query.offset ?? query['paging.offset'] ?? 0,
});
