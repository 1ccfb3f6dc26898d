import type { Caller } from '@app/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpProblem } from '../problems/http-problems';
import { requestContextOf } from './request-context';

/** How many callers one process counts requests of; the least recently seen is dropped first. */
const MAX_COUNTED_CALLERS = 50_000;

/** Counts a request; rejects with 429 when its caller is over the limit of this minute. */
export type RateLimit = (request: FastifyRequest) => Promise<void>;

/** Injects the `RateLimit` of the process. */
export const RATE_LIMIT = Symbol('RATE_LIMIT');

/** Limits callers with a valid token each, everybody else by IP address. `perMinute` 0: no limit. */
export async function createRateLimit(server: FastifyInstance, perMinute: number): Promise<RateLimit> {
  if (perMinute === 0) return () => Promise.resolve();
  const { default: plugin } = await import('@fastify/rate-limit');
  await server.register(plugin, { global: false, cache: MAX_COUNTED_CALLERS });
  const count = server.createRateLimit({
    max: perMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => rateLimitKey(requestContextOf(request).caller, request.ip),
  });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded)
      throw httpProblem('RESOURCE_EXHAUSTED', { headers: { 'retry-after': String(counted.ttlInSeconds) } });
  };
}

/** What a request is counted by. One with an invalid token must never count to the caller that the token names. */
export const rateLimitKey = (caller: Caller | undefined, address: string): string =>
  caller && caller.kind !== 'VISITOR' ? `${caller.siteId} ${caller.kind} ${caller.id}` : `from ${address}`;
