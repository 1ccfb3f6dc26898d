import { applyDecorators, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBadRequestResponse, ApiHeader, ApiOkResponse, ApiSecurity } from '@nestjs/swagger';
import { defineProblems } from '../problems/define-problems';
import { ErrorBody, invalidBody } from '../problems/error-body';
import { type HttpProblem, httpProblems } from '../problems/http-problems';
import { invalid } from '../problems/problem';

/** How a route treats its callers. */
export type RouteKind = {
  /** `free`: no token is looked at and nothing is counted. */
  readonly access: 'everyone' | 'signed-in' | 'free';
  readonly writes: boolean;
};

/** A route that says nothing is for callers who are signed in: forgetting is not a way in. */
const defaultRouteKind: RouteKind = { access: 'signed-in', writes: false };

const ROUTE_KIND = Symbol('ROUTE_KIND');

/** What the handler that is about to run said of itself. */
export const routeKindOf = (reflector: Reflector, context: ExecutionContext): RouteKind =>
  reflector.get<RouteKind | undefined>(ROUTE_KIND, context.getHandler()) ?? defaultRouteKind;

const { ApiProblems } = defineProblems(httpProblems);

/** A route that reads. Without a token: 401, unless it is open to visitors. Succeeds with 200. */
export const Reads = ({ visitors = false }: { readonly visitors?: boolean } = {}): MethodDecorator =>
  route({ access: visitors ? 'everyone' : 'signed-in', writes: false }, 'READ_MODEL_BEHIND');

/** A route that writes: for those who are signed in. Succeeds with 200, and its answer carries `x-wix-consistent`. */
export const Writes = (): MethodDecorator =>
  route({ access: 'signed-in', writes: true }, 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED');

/** A route outside of the API that everyone may call as often as they like. */
export const Public = (): MethodDecorator =>
  SetMetadata(ROUTE_KIND, { access: 'free', writes: false } satisfies RouteKind);

const idempotencyKeyHeader = {
  name: 'idempotency-key',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 128 },
  description:
    'A key of your choice for this call: within 24 hours a repeat with the same key and content has no further effect ' +
    'and gets the same answer. With other content: 409 `IDEMPOTENCY_KEY_REUSED`.',
  example: 'b1c2-my-first-call',
} as const;

const invalidRequestResponse = {
  type: ErrorBody,
  description: 'The request has the wrong shape: `details.validationError` names every field that is wrong.',
  examples: {
    INVALID_ARGUMENT: {
      summary: 'A field that is too long.',
      value: invalidBody(invalid('group.name', 'must not be longer than 100 characters', 'MAX_LENGTH')),
    },
  },
};
const commonProblems = [
  ...(['UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', 'INTERNAL'] as const),
  ...(['EVENT_STORE_UNAVAILABLE', 'READ_STORE_UNAVAILABLE', 'IDENTITY_UNAVAILABLE'] as const),
];

function route(kind: RouteKind, ...problems: readonly HttpProblem[]): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiOkResponse({ description: kind.writes ? 'It is so, and written down for good.' : 'What was asked for.' }),
    SetMetadata(ROUTE_KIND, kind),
    ...(kind.access === 'everyone' ? [ApiSecurity({}), ApiSecurity('token')] : [ApiSecurity('token')]),
    ApiHeader({
      name: 'x-wix-consistent',
      required: false,
      description: kind.writes
        ? 'Accepted; the answer carries one that is not older.'
        : 'From an earlier answer: this one shows at least that state.',
    }),
    ...(kind.writes ? [ApiHeader(idempotencyKeyHeader)] : []),
    ApiBadRequestResponse(invalidRequestResponse),
    ApiProblems(...commonProblems, ...problems),
  );
}
