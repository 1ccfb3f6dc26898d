import type { IncomingHttpHeaders } from 'node:http';
import { headerOf } from '../calls/headers';
import { invalid } from '../problems/problem';

const HEADER = 'idempotency-key';
const PRINTABLE_ASCII = /^[\x20-\x7e]{1,128}$/;

/** The key of a write, or `null`. Throws `InvalidRequest` for what is not 1 to 128 printable ASCII characters. */
export function idempotencyKeyIn(headers: IncomingHttpHeaders): string | null {
  const key = headerOf(headers, HEADER);
  if (key === undefined) return null;
  if (!PRINTABLE_ASCII.test(key)) throw invalid(HEADER, 'must be 1 to 128 printable ASCII characters', 'FORMAT');
  return key;
}
