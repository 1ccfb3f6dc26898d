import { objectIn, refuseUnknownKeys, type Complain } from './violation';

/** Which page is asked for. With `walk` there is no offset: it begins there, or goes on from a cursor. */
export type PageAsked = {
  readonly limit: number;
  readonly offset: number;
  readonly walk?: { readonly cursor?: string };
};

type Bounds = { readonly least: number; readonly most: number; readonly usual: number };

function wholeNumber(said: unknown, path: string, { least, most, usual }: Bounds, complain: Complain): number {
  if (said === undefined) return usual;
  if (!Number.isInteger(said)) complain(path, 'FORMAT', 'must be a whole number');
  else if ((said as number) < least || (said as number) > most) {
    complain(path, 'OUT_OF_RANGE', `must be from ${least} to ${most}`);
  }
  return said as number;
}

const limitFrom = (said: unknown, path: string, usual: number, complain: Complain): number =>
  wholeNumber(said, path, { least: 1, most: 1000, usual }, complain);

/** Reads `paging: { limit?, offset? }` or `cursorPaging: { limit?, cursor? }`, never both. */
export function pageFrom(
  { paging, cursorPaging }: { readonly paging?: unknown; readonly cursorPaging?: unknown },
  root: string,
  defaultLimit: number,
  complain: Complain,
): PageAsked {
  if (cursorPaging === undefined)
    return numberedFrom(paging === undefined ? {} : paging, `${root}.paging`, defaultLimit, complain);
  const path = `${root}.cursorPaging`;
  if (paging !== undefined) complain(path, 'INVALID_ARGUMENT', 'must not be sent together with paging');
  const said = objectIn(cursorPaging, path, complain) ?? {};
  refuseUnknownKeys(said, ['limit', 'cursor'], path, complain);
  const { cursor } = said;
  if (cursor !== undefined && typeof cursor !== 'string') complain(`${path}.cursor`, 'FORMAT', 'must be a text');
  const limit = limitFrom(said.limit, `${path}.limit`, defaultLimit, complain);
  return { limit, offset: 0, walk: typeof cursor === 'string' ? { cursor } : {} };
}

function numberedFrom(said: unknown, path: string, defaultLimit: number, complain: Complain): PageAsked {
  const paging = objectIn(said, path, complain) ?? {};
  refuseUnknownKeys(paging, ['limit', 'offset'], path, complain);
  return {
    limit: limitFrom(paging.limit, `${path}.limit`, defaultLimit, complain),
    offset: wholeNumber(paging.offset, `${path}.offset`, { least: 0, most: 100_000, usual: 0 }, complain),
  };
}
