import { type EventStore, trackHighWater } from '@app/event-store';
import type { Position } from '@app/kernel';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { requestContextOf, requestOf } from '../request/request-context';
import { routeKindOf } from '../request/route-kinds';
import { CONSISTENCY_HEADER, ConsistencyTokens } from './consistency-tokens';
import { EVENT_STORE } from './signing-keys';

/** Sets `x-wix-consistent` on the response to every successful write: the token for reading what was written. */
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
    await this.tokens.prepare(); // before the write, so that `encode` cannot fail after it
    const { result, position } = await trackHighWater<unknown>(() =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );
    const consistentWith = requestContextOf(requestOf(context)).consistentWith ?? null;
    const token = await this.tokens.encode(
      laterPosition(consistentWith, position) ?? (await this.store.lastPosition()),
    );
    context.switchToHttp().getResponse<FastifyReply>().header(CONSISTENCY_HEADER, token);
    return result;
  }
}

const laterPosition = (a: Position | null, b: Position | null): Position | null =>
  a === null || (b !== null && b > a) ? b : a;
