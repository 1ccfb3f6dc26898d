import { isIPv6 } from 'node:net';
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

/** Limits callers with a valid token each, everybody else by IP address or, with IPv6, network. `perMinute` 0: no limit. */
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
export const rateLimitKey = (caller: Caller | undefined, address: string | undefined): string =>
  caller && caller.kind !== 'VISITOR'
    ? `${caller.siteId} ${caller.kind} ${caller.id}`
    : `from ${networkOf(address ?? '')}`; // a connection that was closed meanwhile has no address any more

/** An address as some proxies forward it: with a port, or of IPv6 in brackets. */
const FORWARDED = /^(?:\[(?<ipv6>.*)\]|(?<ipv4>[\d.]+))(?::\d+)?$/;

/**
 * The network that an address counts to, whatever port it has: an IPv4 address is one by itself, of IPv6 the first 64 bits, which is what one
 * customer of a provider gets at least. An IPv4 address that is written as IPv6 (`::ffff:1.2.3.4`) is an IPv4 address.
 */
export function networkOf(address: string): string {
  const { ipv6, ipv4 } = FORWARDED.exec(address)?.groups ?? {};
  const host = ipv6 ?? ipv4 ?? address;
  const [withoutZone = ''] = host.split('%');
  if (!isIPv6(withoutZone)) return host;
  const [left = '', right] = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [left, right ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const parts = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  if (parts.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return ipv4Of(parts.slice(6));
  return `${parts.slice(0, 4).join(':')}::/64`;
}

/** The IPv4 address in two parts of an IPv6 address. */
const ipv4Of = (parts: readonly string[]): string =>
  parts.flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]).join('.');
