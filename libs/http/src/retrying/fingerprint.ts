import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

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
