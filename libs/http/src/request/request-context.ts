import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Position } from '@app/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ListCursors } from '../paging/cursors';

/** What is known of a request once it is let in. */
export type RequestContext = {
  readonly caller: Caller;
  /** Its verified `x-wix-consistent`; `null`: none, or one of another store. */
  readonly consistentWith: Position | null;
  /** Its `Idempotency-Key`, if it is a write that carries one. */
  readonly idempotencyKey: string | null;
  /** Those of the path that it asks for. */
  readonly cursors: ListCursors;
};

const contexts = new WeakMap<FastifyRequest, Partial<RequestContext>>();

/** Notes what was found out about a request. */
export function extendRequestContext(request: FastifyRequest, found: Partial<RequestContext>): void {
  contexts.set(request, { ...contexts.get(request), ...found });
}

/** What was found out so far. */
export const requestContextOf = (request: FastifyRequest): Partial<RequestContext> => contexts.get(request) ?? {};

/** The request that a handler, guard or interceptor runs for. */
export const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The caller of a request that was let in. Throws on a route without callers: that is a mistake of ours. */
export function callerOf(request: FastifyRequest): Caller {
  const { caller } = requestContextOf(request);
  if (!caller) throw new Error('this route does not know its callers');
  return caller;
}

/** A handler's parameter: who asks. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(requestOf(context)),
);

/** A handler's parameter: the position that the answer must show at least, or `null`. */
export const ConsistentWith = createParamDecorator(
  (_: unknown, context: ExecutionContext): Position | null =>
    requestContextOf(requestOf(context)).consistentWith ?? null,
);

/** A handler's parameter, of type `ListCursors`: the cursors of the list that it serves. */
export const CursorsOfList = createParamDecorator((_: unknown, context: ExecutionContext): ListCursors => {
  const { cursors } = requestContextOf(requestOf(context));
  if (!cursors) throw new Error('this route does not know its callers, so it has no cursors');
  return cursors;
});

/** A handler's parameter: the id of this request, which the answer carries too. A UUID of ours. */
export const RequestId = createParamDecorator((_: unknown, context: ExecutionContext): string => requestOf(context).id);

/** A header as one text. Node joins repeated ones with commas, which no header of ours survives. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
