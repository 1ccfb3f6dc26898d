import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem';
import { headerOf } from '../request/request-context';

const HEADER = 'idempotency-key';
const PRINTABLE_ASCII = /^[\x20-\x7e]{1,128}$/;

/** The `Idempotency-Key` header, or `null`. Throws `InvalidRequest` unless it has 1 to 128 printable ASCII characters. */
export function idempotencyKeyIn(headers: IncomingHttpHeaders): string | null {
  const key = headerOf(headers, HEADER);
  if (key === undefined) return null;
  if (!PRINTABLE_ASCII.test(key)) throw invalid(HEADER, 'must be 1 to 128 printable ASCII characters', 'FORMAT');
  return key;
}

/**
 * A hash of a parsed request: method, route, parameters, query and body, regardless of URL prefix and the order of
 * fields. The key is part of it, so that nobody can guess the content from the hash alone.
 */
export function fingerprintOf({ method, routeOptions, params, query, body }: FastifyRequest, key: string): string {
  const content = JSON.stringify([key, method, routeOptions.url, params, query, body], sortKeys);
  return createHash('sha256').update(content).digest('base64url');
}

const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
