import { applyDecorators, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBadRequestResponse, ApiHeader, ApiOkResponse, ApiSecurity } from '@nestjs/swagger';
import { ErrorBody } from '../problems/error-body';
import { type HttpProblem, httpProblems } from '../problems/http-problems';
import { problemKit } from '../problems/problem-kit';

/** How a route treats its callers. */
export type RouteKind = {
  /** `free`: no token is looked at and nothing is counted. */
  readonly admits: 'everyone' | 'signed-in' | 'free';
  readonly writes: boolean;
};

/** A route that says nothing is for callers who are signed in: forgetting is not a way in. */
const unsaid: RouteKind = { admits: 'signed-in', writes: false };

const ROUTE_KIND = Symbol('ROUTE_KIND');

/** What the handler that is about to run said of itself. */
export const routeKindOf = (reflector: Reflector, context: ExecutionContext): RouteKind =>
  reflector.get<RouteKind | undefined>(ROUTE_KIND, context.getHandler()) ?? unsaid;

const { ApiProblems } = problemKit(httpProblems);

/** A route that reads. Without a token: 401, unless it is open to visitors. Succeeds with 200. */
export const Reads = ({ visitors = false }: { readonly visitors?: boolean } = {}): MethodDecorator =>
  route({ admits: visitors ? 'everyone' : 'signed-in', writes: false }, 'READ_STORE_UNAVAILABLE', 'READ_MODEL_BEHIND');

/** A route that writes: for those who are signed in. Succeeds with 200, and its answer carries `x-wix-consistent`. */
export const Writes = (): MethodDecorator => route({ admits: 'signed-in', writes: true }, 'EVENT_STORE_UNAVAILABLE');

/** A route outside of the API that everyone may call as often as they like. */
export const Free = (): MethodDecorator =>
  SetMetadata(ROUTE_KIND, { admits: 'free', writes: false } satisfies RouteKind);

function route(kind: RouteKind, ...problems: readonly HttpProblem[]): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiOkResponse({ description: kind.writes ? 'It is so, and written down for good.' : 'What was asked for.' }),
    SetMetadata(ROUTE_KIND, kind),
    ...(kind.admits === 'everyone' ? [ApiSecurity({}), ApiSecurity('token')] : [ApiSecurity('token')]),
    ApiHeader({
      name: 'x-wix-consistent',
      required: false,
      description: kind.writes
        ? 'Accepted; the answer carries one that is not older.'
        : 'From an earlier answer: this one shows at least that state.',
    }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'The request has the wrong shape.' }),
    ApiProblems('UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', ...problems),
  );
}
