import type { Settings } from '@app/config';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { HttpModule } from './http.module';
import { applyBodyLimits } from './request/body-limit';
import { createRateLimit } from './request/rate-limit';
import { rejectUnroutedRequests } from './server/allowed-methods';
import {
  addCommonHeaders,
  createFastifyAdapter,
  MAX_PARAM_LENGTH,
  parseBodiesAsBuffers,
} from './server/fastify-adapter';
import { createLogger, logRequests, NestLogger } from './server/logging';
import { rejectMalformedRequests } from './server/malformed-requests';
import { serveMetrics, timeRequests } from './server/metrics';
import { serveDocs } from './server/openapi-document';
import { corsOptions, securityHeaders } from './server/security-headers';

export type HttpOptions = {
  /** The destination of log lines. Default: standard output. */
  readonly logTo?: DestinationStream;
};

/**
 * Creates the application behind HTTP: initialised, not yet listening. `application` has the controllers, and a global
 * module that provides `EVENT_STORE`, `RESPONSE_STORE` and optionally `READINESS_PROBES` and `CALLER_CHECK`. Rejects when a
 * part of it cannot start.
 */
export async function createHttpApp(
  application: Type | DynamicModule,
  settings: Settings,
  { logTo }: HttpOptions = {},
): Promise<NestFastifyApplication> {
  const log = createLogger(settings.logLevel, logTo);
  const adapter = createFastifyAdapter(settings, log);
  const server = adapter.getInstance();
  const { default: helmet } = await import('@fastify/helmet');
  await server.register(helmet, securityHeaders);
  const rateLimit = await createRateLimit(server, settings.rateLimitPerMinute);
  adapter.enableCors(corsOptions(settings));
  addCommonHeaders(server);
  logRequests(server);
  timeRequests(server);
  rejectMalformedRequests(server);
  rejectUnroutedRequests(server, MAX_PARAM_LENGTH);
  applyBodyLimits(server);
  parseBodiesAsBuffers(server);
  if (settings.metricsPort === null) serveMetrics(server);

  const app = await NestFactory.create<NestFastifyApplication>(
    HttpModule.around({ application, settings, rateLimit }),
    adapter,
    { bodyParser: false, logger: new NestLogger(log), abortOnError: false },
  );
  serveDocs(app);
  await app.init();
  await server.ready();
  return app;
}
