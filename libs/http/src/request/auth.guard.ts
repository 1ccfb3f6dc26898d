import { Identity, KeysUnavailable, Unauthenticated, WrongHeader } from '@app/identity';
import type { Caller, Position } from '@app/kernel';
import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CONSISTENCY_HEADER, ConsistencyTokens } from '../consistency/consistency-tokens';
import { httpProblem } from '../problems/http-problems';
import { invalid } from '../problems/problem';
import { RATE_LIMIT, type RateLimit } from './rate-limit';
import { extendRequestContext, headerOf, requestOf } from './request-context';
import { type RouteKind, routeKindOf } from './route-kinds';

/**
 * A check by the application of a caller whose token is valid, before a route of this kind. `consistentWith`: the position
 * that a read has to show at least, and so to be judged on; `null`: any. Rejects with `Unauthenticated`
 * when the caller no longer exists; whatever else it rejects with becomes the response too.
 */
export type CallerCheck = (caller: Caller, route: RouteKind, consistentWith: Position | null) => Promise<void>;

/** Injects the application's `CallerCheck`, if it provides one. */
export const CALLER_CHECK = Symbol('CALLER_CHECK');

/** The caller as far as the request identifies one, and what is wrong with its token or headers. */
type Identified = {
  readonly caller: Caller | null;
  readonly refusal?: Unauthenticated | KeysUnavailable | WrongHeader;
};

/**
 * Identifies the caller and lets the request in, or refuses it, in this order: too many requests (429), an invalid token
 * or one whose holder no longer exists (401), no token where one is needed (401), an invalid header (400).
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
    private readonly tokens: ConsistencyTokens,
    @Inject(RATE_LIMIT) private readonly rateLimit: RateLimit,
    @Optional() @Inject(CALLER_CHECK) private readonly check: CallerCheck | null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const route = routeKindOf(this.reflector, context);
    const { access } = route;
    if (access === 'public') return true;
    const request = requestOf(context);
    const { caller, refusal } = await this.identify(request);
    if (caller) extendRequestContext(request, { caller });
    await this.rateLimit(request);
    if (refusal && !(refusal instanceof WrongHeader)) throw refusal;
    if (caller && caller.kind !== 'VISITOR')
      await this.check?.(caller, route, route.writes ? null : await this.consistentWith(request));
    if (access === 'signed-in' && (!caller || caller.kind === 'VISITOR'))
      throw httpProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } });
    if (refusal) throw invalid(refusal.header, refusal.message, 'FORMAT');
    return true;
  }

  /** A token that cannot be read is refused later, with whatever else is wrong with the request. */
  private consistentWith({ headers }: FastifyRequest): Promise<Position | null> {
    return this.tokens.decode(headerOf(headers, CONSISTENCY_HEADER)).catch(() => null);
  }

  private async identify({ headers }: FastifyRequest): Promise<Identified> {
    try {
      const [site, onBehalfOf] = [headerOf(headers, 'x-site-id'), headerOf(headers, 'x-on-behalf-of')];
      return { caller: await this.identity.identify(headers.authorization, site, onBehalfOf) };
    } catch (error) {
      if (error instanceof WrongHeader) return { caller: error.caller, refusal: error };
      if (error instanceof Unauthenticated || error instanceof KeysUnavailable) return { caller: null, refusal: error };
      throw error;
    }
  }
}
