import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Position } from '@app/kernel';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ListCursors } from '../paging/cursors';

/** What the guards found out about a request. */
export type RequestContext = {
  readonly caller: Caller;
  /** The position in its verified `x-wix-consistent` header; `null`: no header, or a token of another event store. */
  readonly consistentWith: Position | null;
  /** Its `Idempotency-Key`; `null`: none, or the route does not write. */
  readonly idempotencyKey: string | null;
  /** Encodes and decodes cursors of the requested path. */
  readonly cursors: ListCursors;
};

const contexts = new WeakMap<FastifyRequest, Partial<RequestContext>>();

/** Adds to the context of a request. */
export function extendRequestContext(request: FastifyRequest, found: Partial<RequestContext>): void {
  contexts.set(request, { ...contexts.get(request), ...found });
}

/** The context of a request as far as the guards got. */
export const requestContextOf = (request: FastifyRequest): Partial<RequestContext> => contexts.get(request) ?? {};

/** The request that a handler, guard or interceptor runs for. */
export const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The caller of a request that the guards let in. Throws on a `@Public()` route, which has no callers. */
export function callerOf(request: FastifyRequest): Caller {
  const { caller } = requestContextOf(request);
  if (!caller) throw new Error('this route does not know its callers');
  return caller;
}

/** A header as one text: Node joins most repeated headers with commas itself, this joins the others. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
