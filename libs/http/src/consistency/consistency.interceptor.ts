import { type EventStore, trackHighWater } from '@app/event-store';
import type { Position } from '@app/kernel';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { noted, requestOf } from '../calls/call';
import { routeKindOf } from '../calls/routes';
import { CONSISTENCY_HEADER, ConsistencyTokens } from './consistency-tokens';
import { EVENT_STORE } from './event-store.token';

/** Gives every successful write the token by which its caller can read what they wrote. */
@Injectable()
export class ConsistencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ConsistencyTokens,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return routeKindOf(this.reflector, context).writes ? from(this.write(context, next)) : next.handle();
  }

  private async write(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    await this.tokens.prepare(); // before the write: after it, nothing may fail for the sake of a header
    const { result, position } = await trackHighWater<unknown>(() =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );
    const since = noted(requestOf(context)).since ?? null;
    const token = await this.tokens.encode(later(since, position) ?? (await this.store.lastPosition()));
    context.switchToHttp().getResponse<FastifyReply>().header(CONSISTENCY_HEADER, token);
    return result;
  }
}

const later = (a: Position | null, b: Position | null): Position | null =>
  a === null || (b !== null && b > a) ? b : a;
