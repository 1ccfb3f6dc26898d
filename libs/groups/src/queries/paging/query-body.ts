import { invalid, invalidCursor, InvalidRequest, type ListCursors } from '@app/http';
import type { Json } from '@app/kernel';
import { type ParsedQuery, parseQuery } from '@app/read-store';
import { IsOptional } from 'class-validator';
import { isDeepStrictEqual } from 'node:util';
import type { PageRequest } from '../../views/page';
import type { ListFields } from '../fields/list-fields';
import { type CursorContent, orderText, cursorPagingFrom } from './cursor';

/** The number of items of a page for which a query object asks no limit. */
export const DEFAULT_LIMIT = 50;
const CURSOR = 'query.cursorPaging.cursor';
/** The largest JSON of a filter with a cursor, in bytes. The cursor, which carries it, is a third longer. */
const MAX_FILTER_BYTES = 98_304;

/** The body of every query route. `queriedPage` checks the query object, `queryBodyOf` documents it. */
export class QueryBody {
  @IsOptional()
  readonly query?: unknown;
}

/** The page of a list for a query object, and the fields to pick of each item (an empty list: all fields). */
export type QueriedPage = PageRequest & { readonly picked: readonly string[] };
type ValidQuery = Extract<ParsedQuery, { ok: true }>;
type SentQuery = { readonly filter?: Json; readonly sort?: Json };

/** Checks a query object and its cursor. Throws `InvalidRequest` that names what is wrong. Without a sort, the order is the list's. */
export async function queriedPage(
  { query = {} }: QueryBody,
  cursors: ListCursors,
  { fields, response, keys, order }: ListFields,
): Promise<QueriedPage> {
  const parse = (sent: unknown): ParsedQuery => parseQuery(sent, fields, { defaultLimit: DEFAULT_LIMIT, response });
  const parsed = parse(query);
  if (!parsed.ok) throw new InvalidRequest(parsed.violations);
  const { limit, offset } = parsed;
  const picked = parsed.fields.length === 0 ? [] : [...keys, ...parsed.fields];
  const sortOf = ({ sort }: ValidQuery) => (sort.length === 0 ? order : sort);
  const page = (by: ValidQuery): QueriedPage => ({ filter: by.filter, sort: sortOf(by), limit, offset, picked });

  if (!parsed.cursorPaging) return page(parsed);
  const { cursor } = parsed.cursorPaging;
  const sent = query as SentQuery;
  if (cursor === undefined) {
    requireSmallFilter(sent.filter);
    const content = { ...keptInCursor(sent), order: orderText(sortOf(parsed)) };
    return { ...page(parsed), cursorPaging: cursorPagingFrom(cursors, content) };
  }
  const { key, ...content } = (await cursors.decode(cursor, CURSOR)) as CursorContent;
  const first = parse(keptInCursor(content));
  if (!first.ok || orderText(sortOf(first)) !== content.order) throw invalidCursor(CURSOR);
  requireUnchanged('query.filter', sent.filter === undefined || isDeepStrictEqual(sent.filter, content.filter ?? {}));
  requireUnchanged('query.sort', sent.sort === undefined || orderText(sortOf(parsed)) === content.order);
  return { ...page(first), cursorPaging: cursorPagingFrom(cursors, content, key) };
}

/** The parts of a query that its cursor keeps, so that requests for later pages can leave them out. */
const keptInCursor = ({ filter, sort }: SentQuery): SentQuery => ({
  ...(filter !== undefined && { filter }),
  ...(sort !== undefined && { sort }),
});

function requireSmallFilter(filter: Json | undefined): void {
  if (filter !== undefined && Buffer.byteLength(JSON.stringify(filter)) > MAX_FILTER_BYTES)
    throw invalid('query.filter', `must not take up more than ${MAX_FILTER_BYTES} bytes with a cursor`, 'MAX_LENGTH');
}

function requireUnchanged(field: string, isSame: boolean): void {
  if (!isSame) throw invalid(field, 'must be left out, or be what the cursor was given for');
}
