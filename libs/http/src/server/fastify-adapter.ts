import { randomUUID } from 'node:crypto';
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
import { httpProblem } from '../problems/http-problems';
import { sendProblem } from '../problems/problem.filter';
import { commonHeaders, respondToClientError } from './malformed-requests';
import { ResponseToUnreadBody } from './unread-bodies';
import { canonicalUrl } from './url-prefixes';

/** The longest path parameter, in characters. Enough for any percent-encoded name of 100 characters. */
export const MAX_PARAM_LENGTH = 2048;

/** The longest address and headers of a request, together. */
const MAX_HEAD_BYTES = 65_536;

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
    http: {
      maxHeaderSize: MAX_HEAD_BYTES,
      requireHostHeader: false, // refused with a JSON error instead
      joinDuplicateHeaders: true, // of two tokens none counts
      ServerResponse: ResponseToUnreadBody,
    },
    trustProxy: trustedProxies === 0 ? false : trustedProxies,
    return503OnClosing: false, // requests on open connections are still served while the server closes
    clientErrorHandler: respondToClientError,
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

function setCommonHeaders(request: Pick<FastifyRequest, 'id'>, reply: Pick<FastifyReply, 'headers'>): void {
  void reply.headers(commonHeaders(request.id));
}

/** The largest request body. */
export const BODY_LIMIT_BYTES = 262_144;

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
