import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Settings } from '@app/config';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { invalidBody } from '../problems/error-body';
import { httpProblem } from '../problems/http-problems';
import { invalid } from '../problems/problem';
import { sendProblem } from '../problems/problem.filter';
import { BODY_LIMIT_BYTES } from '../request/body-limit';
import { canonicalUrl } from './url-prefixes';

/** The longest path parameter, in characters. Enough for any percent-encoded name of 100 characters. */
export const MAX_PARAM_LENGTH = 2048;

/** How long a request may take to arrive completely. */
const REQUEST_TIMEOUT_MS = 60_000;

/** The Fastify server without routes: its limits, and the responses to requests that never reach a route. */
export function createFastifyAdapter(
  { trustedProxies }: Pick<Settings, 'trustedProxies'>,
  log: Logger,
): FastifyAdapter {
  const options: FastifyServerOptions = {
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url }) => canonicalUrl(url ?? '/'),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies === 0 ? false : trustedProxies,
    return503OnClosing: false, // requests on open connections are still served while the server closes
    clientErrorHandler: (_error, socket) => respondToClientError(socket),
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      sendProblem(error, request, reply);
    },
  };
  return new FastifyAdapter({ ...options, skipMiddie: true }); // no Express middleware is used
}

/** Adds the headers that every response has. */
export function addCommonHeaders(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, _payload, done) => {
    setCommonHeaders(request, reply);
    done();
  });
}

const cacheHeaders = { 'cache-control': 'no-store' };

function setCommonHeaders(request: Pick<FastifyRequest, 'id'>, reply: Pick<FastifyReply, 'headers'>): void {
  void reply.headers({ ...cacheHeaders, 'x-wix-request-id': request.id });
}

/** Responds to bytes that are not HTTP, arrive too slowly, or exceed the header limit: there is no request, only a socket. */
function respondToClientError(socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(
    invalidBody(invalid('request', 'must be HTTP/1.1, with headers of at most 16 KiB, within a minute', 'FORMAT')),
  );
  const headers = {
    ...cacheHeaders,
    'x-wix-request-id': randomUUID(),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 400 ${STATUS_CODES[400]}`, ...lines, '', body].join('\r\n'));
}

/**
 * Reads bodies as bytes; they are parsed only after authentication. A body that is too large is refused before one of
 * the wrong content type, and an empty body may have any content type.
 */
export function parseBodiesAsBuffers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, body);
    else done(httpProblem('UNSUPPORTED_MEDIA_TYPE'));
  });
}
