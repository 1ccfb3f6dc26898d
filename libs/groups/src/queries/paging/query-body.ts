import { isDeepStrictEqual } from 'node:util';
import { invalid, InvalidRequest, type ListCursors, invalidCursor } from '@app/http';
import type { Json } from '@app/kernel';
import { type ParsedQuery, parseQuery, type SortBy } from '@app/read-store';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type CursorContent, orderOf, walkFrom } from './cursor';
import type { Queryable } from './fields';
import type { PageRequest } from '../../views/views';

const DEFAULT_LIMIT = 50;
const CURSOR = 'query.cursorPaging.cursor';
/** The most that the JSON of a filter may take up in a cursor, which is a third longer. In bytes. */
const LARGEST_FILTER = 98_304;

/** The body of every query: a query object in the API's own language, checked against the fields of what is asked for. */
export class QueryBody {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'filter, sort, fields, and either paging (limit, offset) or cursorPaging (limit, cursor): metadata.cursors.next of ' +
      'one page is the cursor of the next, where filter and sort may be left out.',
    example: { filter: {}, sort: [], paging: { limit: 50, offset: 0 } },
  })
  @IsOptional()
  readonly query?: unknown;
}

/** The part of a list that a query asks for, and which fields of each item; none: all of them. */
export type QueriedPage = PageRequest & { readonly fields: readonly string[] };
type Understood = Extract<ParsedQuery, { ok: true }>;
type Sent = { readonly filter?: Json; readonly sort?: Json };

/** What a query asks for; throws `InvalidRequest` naming what is wrong. Without a sort: this one. */
export async function queriedPage(
  { query = {} }: QueryBody,
  cursors: ListCursors,
  { fields: table, answer, keys }: Queryable,
  usualSort: readonly SortBy[],
): Promise<QueriedPage> {
  const read = (said: unknown): ParsedQuery =>
    parseQuery(said, table, { defaultLimit: DEFAULT_LIMIT, response: answer });
  const asked = read(query);
  if (!asked.ok) throw new InvalidRequest(asked.violations);
  const { cursorPaging, limit, offset, ...meant } = asked;
  const fields = meant.fields.length === 0 ? [] : [...keys, ...meant.fields];
  const sorted = ({ sort }: Understood) => (sort.length === 0 ? usualSort : sort);
  const page = (by: Understood, walk?: PageRequest['walk']): QueriedPage => ({
    filter: by.filter,
    sort: sorted(by),
    limit,
    offset,
    fields,
    ...(walk && { walk }),
  });

  if (!cursorPaging) return page(asked);
  const sent = query as Sent;
  if (cursorPaging.cursor === undefined) {
    refuseTooLarge(sent.filter);
    return page(asked, walkFrom(cursors, { ...sentBefore(sent), order: orderOf(sorted(asked)) }));
  }
  const { key, ...before } = (await cursors.decode(cursorPaging.cursor, CURSOR)) as CursorContent;
  const again = read(sentBefore(before));
  if (!again.ok || orderOf(sorted(again)) !== before.order) throw invalidCursor(CURSOR);
  refuseOther('query.filter', sent.filter === undefined || isDeepStrictEqual(sent.filter, before.filter ?? {}));
  refuseOther('query.sort', sent.sort === undefined || orderOf(sorted(asked)) === before.order);
  return page(again, walkFrom(cursors, before, key));
}

/** What pages after the first may leave out. */
const sentBefore = ({ filter, sort }: Sent): Sent => ({
  ...(filter !== undefined && { filter }),
  ...(sort !== undefined && { sort }),
});

function refuseTooLarge(filter: Json | undefined): void {
  if (filter !== undefined && Buffer.byteLength(JSON.stringify(filter)) > LARGEST_FILTER)
    throw invalid('query.filter', `must not take up more than ${LARGEST_FILTER} bytes with a cursor`, 'MAX_LENGTH');
}

function refuseOther(field: string, isSame: boolean): void {
  if (!isSame) throw invalid(field, 'must be left out, or be what the cursor was given for');
}
