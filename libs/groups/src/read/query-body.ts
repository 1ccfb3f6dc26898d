import { invalid, InvalidRequest } from '@app/http';
import { type FieldTable, parseQuery } from '@app/read-store';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { SortBy } from '@app/read-store';
import type { Paged } from './views';

const DEFAULT_LIMIT = 50;

/** The body of every query: a query object in the API's own language, checked against the fields of what is asked for. */
export class QueryBody {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { filter: {}, sort: [], paging: { limit: 50, offset: 0 } },
  })
  @IsOptional()
  readonly query?: unknown;
}

/** The page asked for; throws `InvalidRequest` naming what is wrong. Without a sort: this one. */
export function pagedBy({ query }: QueryBody, fields: FieldTable, usualSort: readonly SortBy[]): Paged {
  if (query === null) throw invalid('query', 'must be an object');
  const parsed = parseQuery(query ?? {}, fields, { defaultLimit: DEFAULT_LIMIT });
  if (!parsed.ok) throw new InvalidRequest(parsed.violations);
  const { filter, sort, limit, offset } = parsed;
  return { filter, sort: sort.length > 0 ? sort : usualSort, limit, offset };
}
