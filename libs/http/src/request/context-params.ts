import type { Caller, Position } from '@app/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ListCursors } from '../paging/cursors';
import { callerOf, requestContextOf, requestOf } from './request-context';

/** Who reads, and which state the response must show at least. */
export type Reader = {
  readonly caller: Caller;
  /** The position that the read model must have reached; `null`: any. */
  readonly consistentWith: Position | null;
};

const consistentWithOf = (context: ExecutionContext): Position | null =>
  requestContextOf(requestOf(context)).consistentWith ?? null;

/** A handler's parameter: the `Caller`. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(requestOf(context)),
);

/** A handler's parameter: the position that the response must show at least, or `null`. */
export const ConsistentWith = createParamDecorator((_: unknown, context: ExecutionContext): Position | null =>
  consistentWithOf(context),
);

/** A handler's parameter, of type `Reader`: `@FromCaller()` and `@ConsistentWith()` in one. */
export const FromReader = createParamDecorator((_: unknown, context: ExecutionContext): Reader => ({
  caller: callerOf(requestOf(context)),
  consistentWith: consistentWithOf(context),
}));

/** A handler's parameter, of type `ListCursors`: encodes and decodes cursors of the list that the route serves. */
export const CursorsOfList = createParamDecorator((_: unknown, context: ExecutionContext): ListCursors => {
  const { cursors } = requestContextOf(requestOf(context));
  if (!cursors) throw new Error('this route does not know its callers, so it has no cursors');
  return cursors;
});

/** A handler's parameter: the id of the request, a UUID, which the response carries in `x-wix-request-id`. */
export const RequestId = createParamDecorator((_: unknown, context: ExecutionContext): string => requestOf(context).id);
