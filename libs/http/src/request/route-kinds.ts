import { MEMBER_ID_PATTERN, SITE_ID_PATTERN } from '@app/kernel';
import { applyDecorators, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBadRequestResponse, ApiHeader, ApiOkResponse, ApiSecurity } from '@nestjs/swagger';
import { ErrorBody, invalidBody } from '../problems/error-body';
import { ApiHttpProblems, type HttpProblem } from '../problems/http-problems';
import { invalid } from '../problems/problem';

/** Who may call a route, and whether it writes. */
export type RouteKind = {
  /**
   * `signed-in`: only with a valid token. `visitors`: also without a token, but one that is sent must be valid.
   * `public`: tokens are ignored, and requests do not count to the rate limit.
   */
  readonly access: 'visitors' | 'signed-in' | 'public';
  readonly writes: boolean;
};

/** The kind of a route without a decorator: a forgotten decorator must not open a route. */
const defaultRouteKind: RouteKind = { access: 'signed-in', writes: false };

const ROUTE_KIND = Symbol('ROUTE_KIND');

/** The kind of the route whose handler is about to run. */
export const routeKindOf = (reflector: Reflector, context: ExecutionContext): RouteKind =>
  reflector.get<RouteKind | undefined>(ROUTE_KIND, context.getHandler()) ?? defaultRouteKind;

/** A route that reads. Success is 200; without a token 401, unless it is open to visitors. */
export const Reads = ({ visitors = false }: { readonly visitors?: boolean } = {}): MethodDecorator =>
  route({ access: visitors ? 'visitors' : 'signed-in', writes: false }, 'READ_MODEL_BEHIND');

/** A route that writes, for signed-in callers. Success is 200 with `x-wix-consistent`. */
export const Writes = (): MethodDecorator =>
  route({ access: 'signed-in', writes: true }, 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED');

/** A route outside of the API, without authentication and rate limit. */
export const Public = (): MethodDecorator =>
  SetMetadata(ROUTE_KIND, { access: 'public', writes: false } satisfies RouteKind);

const siteHeader = {
  name: 'x-site-id',
  required: false,
  schema: { type: 'string', pattern: SITE_ID_PATTERN.source },
  description:
    'The site of a caller without a token; ignored beside a token. If absent: the default site, if there is one.',
} as const;

const onBehalfOfHeader = {
  name: 'x-on-behalf-of',
  required: false,
  schema: { type: 'string', pattern: MEMBER_ID_PATTERN.source },
  description: 'For apps only: the member for whom the app acts. It is recorded, and changes no right.',
} as const;

const idempotencyKeyHeader = {
  name: 'idempotency-key',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 128 },
  description:
    'A key of your choice for this call: within 24 hours a repeat with the same key and content has no further effect ' +
    'and gets the same response. With other content: 409 `IDEMPOTENCY_KEY_REUSED`.',
} as const;

const invalidRequestResponse = {
  type: ErrorBody,
  description: 'The request is invalid: `details.validationError` names every invalid field.',
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
    ApiOkResponse({ description: kind.writes ? 'The change is stored durably.' : 'What was requested.' }),
    SetMetadata(ROUTE_KIND, kind),
    ...(kind.access === 'visitors' ? [ApiSecurity({}), ApiSecurity('token')] : [ApiSecurity('token')]),
    ApiHeader({
      name: 'x-wix-consistent',
      required: false,
      description: kind.writes
        ? 'Accepted; the response carries one that is not older.'
        : 'From an earlier response: this one shows at least that state.',
    }),
    ...(kind.access === 'visitors' ? [ApiHeader(siteHeader)] : []),
    ApiHeader(onBehalfOfHeader),
    ...(kind.writes ? [ApiHeader(idempotencyKeyHeader)] : []),
    ApiBadRequestResponse(invalidRequestResponse),
    ApiHttpProblems(...commonProblems, ...problems),
  );
}
