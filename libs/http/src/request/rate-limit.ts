import type { Caller } from '@app/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpProblem } from '../problems/http-problems';
import { requestContextOf } from './request-context';

/** How many callers one process keeps count of; the one unheard of for longest is forgotten first. */
const MAX_COUNTED_CALLERS = 50_000;

/** Counts a request; rejects with 429 when its caller has had enough of them in this minute. */
export type RateLimit = (request: FastifyRequest) => Promise<void>;

/** Injects the `RateLimit` of the process. */
export const RATE_LIMIT = Symbol('RATE_LIMIT');

/** Counts good tokens by caller, everyone else by address. `perMinute` 0: nobody is counted. */
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

/** Whom a request counts to. A bad token must never count to the caller that it claims to be. */
export const rateLimitKey = (caller: Caller | undefined, address: string): string =>
  caller && caller.kind !== 'VISITOR' ? `${caller.siteId} ${caller.kind} ${caller.id}` : `from ${address}`;
