import type { LogLevel } from '@app/config';
import type { FastifyInstance } from 'fastify';
import { Logger as NestPinoLogger, PinoLogger } from 'nestjs-pino';
import { type DestinationStream, type Logger, pino } from 'pino';
import { requestContextOf } from '../request/request-context';

/**
 * A logger of JSON lines without personal data: of an error only type, message, stack and causes are written, and the
 * server's own lines are written without URLs, requests and responses.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  const serializers = { err: serializeError, req: () => undefined, res: () => undefined };
  const redact = { paths: ['url', 'originalUrl'], remove: true };
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters, serializers, redact },
    destination,
  );
}

type SerializedError = { type: string; message: string; stack?: string; cause?: SerializedError };

function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no error was thrown' };
  const { name, message, stack, cause } = error;
  return { type: name, message, stack, ...(cause !== undefined && { cause: serializeError(cause) }) };
}

/** Writes Nest's own log lines; those about modules and routes at start-up only at level debug. */
export class NestLogger extends NestPinoLogger {
  constructor(log: Logger) {
    super(new PinoLogger({ pinoHttp: { logger: log } }), {});
  }

  override log(message: unknown, ...rest: [...unknown[], string]): void {
    if (startupContexts.has(rest.at(-1) as string)) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  /** Nest logs a failure to listen that it throws as well: whoever starts the process reports it, in one line. */
  override error(message: unknown, ...rest: [...unknown[], string]): void {
    if (rest.at(-1) !== LISTENING_CONTEXT) super.error(message, ...rest);
  }
}

const LISTENING_CONTEXT = 'NestApplication';

const startupContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Logs one line for each request, without path parameters, query, headers and body. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { caller } = requestContextOf(request);
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(caller && { caller: caller.kind, site: caller.siteId }),
      },
      'request',
    );
    done();
  });
}
