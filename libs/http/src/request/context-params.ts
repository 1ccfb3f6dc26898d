import type { Caller, Position } from '@app/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ListCursors } from '../paging/cursors';
import { callerOf, requestContextOf, requestOf } from './request-context';

/** Who reads, and which state the response must show at least. */
export type Reader = {
  readonly caller: Caller;
  /** The position that the read model must have reached; `null`: any. */
  readonly consistentWith: Position | null;
  /** Encodes and decodes cursors of the list that the route serves. */
  readonly cursors: ListCursors;
};

function cursorsOf(context: ExecutionContext): ListCursors {
  const { cursors } = requestContextOf(requestOf(context));
  if (!cursors) throw new Error('this route does not know its callers, so it has no cursors');
  return cursors;
}

const consistentWithOf = (context: ExecutionContext): Position | null =>
  requestContextOf(requestOf(context)).consistentWith ?? null;

/** A handler's parameter: the `Caller`. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(requestOf(context)),
);

/** A handler's parameter, of type `Reader`: everything that a read has to know of its request. */
export const FromReader = createParamDecorator((_: unknown, context: ExecutionContext): Reader => ({
  caller: callerOf(requestOf(context)),
  consistentWith: consistentWithOf(context),
  cursors: cursorsOf(context),
}));

/** A handler's parameter: the id of the request, a UUID, which the response carries in `x-wix-request-id`. */
export const RequestId = createParamDecorator((_: unknown, context: ExecutionContext): string => requestOf(context).id);
