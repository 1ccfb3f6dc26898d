import { type Settings, SettingsModule } from '@app/config';
import { IdentityModule } from '@app/identity';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ConsistencyTokens } from './consistency/consistency-tokens';
import { ConsistencyInterceptor } from './consistency/consistency.interceptor';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { StoredResponses } from './idempotency/stored-responses';
import { Cursors } from './paging/cursors';
import { ProblemFilter } from './problems/problem.filter';
import { AuthGuard } from './request/auth.guard';
import { RATE_LIMIT, type RateLimit } from './request/rate-limit';
import { RequestParsingGuard } from './request/request-parsing.guard';
import { validationPipe } from './request/validation';
import { HealthController } from './server/health.controller';
import { MetricsListener } from './server/metrics';

type Parts = {
  /** The application as in `createHttpApp`. */
  readonly application: Type | DynamicModule;
  readonly settings: Settings;
  readonly rateLimit: RateLimit;
};

/** Puts authentication, parsing and validation, consistency tokens, idempotency and error responses around every route. */
@Module({})
export class HttpModule {
  static around({ application, settings, rateLimit }: Parts): DynamicModule {
    return {
      module: HttpModule,
      imports: [SettingsModule.of(settings), IdentityModule, application],
      controllers: [HealthController],
      providers: [
        { provide: RATE_LIMIT, useValue: rateLimit },
        ConsistencyTokens,
        StoredResponses,
        Cursors,
        MetricsListener,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: RequestParsingGuard },
        { provide: APP_INTERCEPTOR, useClass: ConsistencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
