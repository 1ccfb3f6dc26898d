import { Identity, KeysUnavailable, Unauthenticated, WrongHeader } from '@app/identity';
import type { Caller } from '@app/kernel';
import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { httpProblem } from '../problems/http-problems';
import { invalid } from '../problems/problem';
import { RATE_LIMIT, type RateLimit } from './rate-limit';
import { extendRequestContext, headerOf, requestOf } from './request-context';
import { type RouteKind, routeKindOf } from './route-kinds';

/**
 * Looks at a caller whose token is good, on a route of this kind; rejects with `Unauthenticated` when it is nobody's any
 * more. Whatever else it rejects with is the answer too.
 */
export type CallerCheck = (caller: Caller, route: RouteKind) => Promise<void>;

/** Injects the `CallerCheck` of the application, where it has one. */
export const CALLER_CHECK = Symbol('CALLER_CHECK');

/** Who asks as far as anyone can tell, and what is wrong with how they say it. */
type Identified = {
  readonly caller: Caller | null;
  readonly refusal?: Unauthenticated | KeysUnavailable | WrongHeader;
};

/**
 * Lets callers in or not: too many calls (429), a bad token or one of nobody any more (401), none where one is needed
 * (401), a wrong header (400).
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
    @Inject(RATE_LIMIT) private readonly rateLimit: RateLimit,
    @Optional() @Inject(CALLER_CHECK) private readonly check: CallerCheck | null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const route = routeKindOf(this.reflector, context);
    const { access: admits } = route;
    if (admits === 'free') return true;
    const request = requestOf(context);
    const { caller, refusal } = await this.recognise(request);
    if (caller) extendRequestContext(request, { caller });
    await this.rateLimit(request);
    if (refusal && !(refusal instanceof WrongHeader)) throw refusal;
    if (caller && caller.kind !== 'VISITOR') await this.check?.(caller, route);
    if (admits === 'signed-in' && (!caller || caller.kind === 'VISITOR'))
      throw httpProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } });
    if (refusal) throw invalid(refusal.header, refusal.message, 'FORMAT');
    return true;
  }

  private async recognise({ headers }: FastifyRequest): Promise<Identified> {
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
