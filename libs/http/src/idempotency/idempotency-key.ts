import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem';
import { headerOf } from '../request/request-context';

const HEADER = 'idempotency-key';
const PRINTABLE_ASCII = /^[\x20-\x7e]{1,128}$/;

/** The key of a write, or `null`. Throws `InvalidRequest` for what is not 1 to 128 printable ASCII characters. */
export function idempotencyKeyIn(headers: IncomingHttpHeaders): string | null {
  const key = headerOf(headers, HEADER);
  if (key === undefined) return null;
  if (!PRINTABLE_ASCII.test(key)) throw invalid(HEADER, 'must be 1 to 128 printable ASCII characters', 'FORMAT');
  return key;
}

/**
 * A hash of what a call asks for, behind the guards: its method, its path whatever prefix it came by, and its content,
 * whatever the order of the fields. The key is part of it, so that a guess at the content cannot be tried on it.
 */
export function fingerprintOf({ method, routeOptions, params, query, body }: FastifyRequest, key: string): string {
  const asked = JSON.stringify([key, method, routeOptions.url, params, query, body], sortKeys);
  return createHash('sha256').update(asked).digest('base64url');
}

const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
