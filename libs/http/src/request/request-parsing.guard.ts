import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { Reflector } from '@nestjs/core';
import { CONSISTENCY_HEADER, ConsistencyTokens } from '../consistency/consistency-tokens';
import { idempotencyKeyIn } from '../idempotency/idempotency-key';
import { Cursors } from '../paging/cursors';
import { type FieldViolation, InvalidRequest } from '../problems/problem';
import { jsonBody } from './json-body';
import { wildcardOf } from './path-params';
import { callerOf, extendRequestContext, headerOf, requestOf } from './request-context';
import { routeKindOf } from './route-kinds';
import { isReservedName, sentTwice, unknownField } from './validation';

type Values = Readonly<Record<string, unknown>>;
type Part = RouteParamtypes.BODY | RouteParamtypes.QUERY;

/**
 * Parses and checks what all routes have in common: the JSON body, repeated path parameters, unknown fields, idempotency
 * key, consistency token and cursors. Runs after `AuthGuard`, so that only bodies of callers who were let in are parsed.
 */
@Injectable()
export class RequestParsingGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ConsistencyTokens,
    private readonly cursors: Cursors,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const { access, writes } = routeKindOf(this.reflector, context);
    if (access === 'public') return true;
    const request = requestOf(context);
    const path = namedParams(request.params as Values, wildcardOf(this.reflector, context));
    request.params = path;
    const body = Buffer.isBuffer(request.body) ? jsonBody(request.body) : {};
    request.body = omitPathParams(body, path);
    rejectUnknown(Object.keys(request.query as Values).filter(isReservedName));
    request.query = omitPathParams(request.query as Values, path, true);
    rejectUnusedPart(context, RouteParamtypes.BODY, request.body as Values);
    rejectUnusedPart(context, RouteParamtypes.QUERY, request.query as Values);
    extendRequestContext(request, {
      idempotencyKey: writes ? idempotencyKeyIn(request.headers) : null,
      consistentWith: await this.tokens.decode(headerOf(request.headers, CONSISTENCY_HEADER)),
      cursors: this.cursors.forList(callerOf(request), [
        request.routeOptions.url ?? '',
        ...Object.values(path).map(String),
      ]),
    });
    return true;
  }
}

/** The path parameters, with the wildcard under the name that its route gives it. */
const namedParams = ({ '*': rest, ...params }: Values, wildcard: string | undefined): Values =>
  wildcard === undefined ? params : { ...params, [wildcard]: rest };

/** A body or query string that the handler does not take is refused: ignoring it would hide a mistake of the client. */
function rejectUnusedPart(context: ExecutionContext, part: Part, values: Values): void {
  if (!handlerTakes(context, part)) rejectUnknown(Object.keys(values));
}

function rejectUnknown(names: readonly string[]): void {
  if (names.length > 0) throw new InvalidRequest(names.map((name) => unknownField(name || 'query')));
}

function handlerTakes(context: ExecutionContext, part: Part): boolean {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys((parameters as Values | undefined) ?? {}).some((key) => key.startsWith(`${part}:`));
}

/**
 * The values without those that repeat a path parameter, as client libraries do. Throws `InvalidRequest` where a repeated
 * value differs from the path.
 */
export function omitPathParams<Given extends Values>(given: Given, path: Values, isQuery = false): Given {
  const repeated = Object.keys(path).filter((name) => Object.hasOwn(given, name));
  const violations = repeated
    .filter((name) => given[name] !== path[name])
    .map((name) => (isQuery && Array.isArray(given[name]) ? sentTwice(name) : differs(name)));
  if (violations.length > 0) throw new InvalidRequest(violations);
  return repeated.length === 0
    ? given
    : (Object.fromEntries(Object.entries(given).filter(([name]) => !repeated.includes(name))) as Given);
}

const differs = (field: string): FieldViolation => ({
  field,
  description: 'must equal the one in the path',
  violatedRule: 'INVALID_ARGUMENT',
});
