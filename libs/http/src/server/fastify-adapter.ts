import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, ServerOptions } from 'node:http';
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
import { BODY_LIMIT_BYTES } from '../request/body-limit';
import { commonHeaders, respondToClientError } from './malformed-requests';
import { ResponseToUnreadBody } from './unread-bodies';
import { canonicalUrl } from './url-prefixes';

/** The longest path parameter, in characters. Enough for any percent-encoded name of 100 characters. */
export const MAX_PARAM_LENGTH = 2048;

/** The longest address and headers of a request, together. */
const MAX_HEAD_BYTES = 65_536;

/** How long a request may take to arrive completely. */
const REQUEST_TIMEOUT_MS = 60_000;

const serverOptions: ServerOptions = {
  maxHeaderSize: MAX_HEAD_BYTES,
  requireHostHeader: false, // refused with a JSON error instead
  joinDuplicateHeaders: true, // of two tokens none counts
  ServerResponse: ResponseToUnreadBody,
};

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
    clientErrorHandler: respondToClientError,
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      sendProblem(error, request, reply);
    },
  };
  return new FastifyAdapter({ ...options, http: serverOptions, skipMiddie: true }); // no Express middleware is used
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

/**
 * Reads bodies as bytes; they are parsed only after authentication. A body that is too large is refused before one of
 * the wrong content type, and an empty body may have any content type.
 */
export function parseBodiesAsBuffers(server: FastifyInstance): void {
  // Fastify would refuse a type that it cannot parse, whether there is a body or not.
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0)
      delete headers['content-type'];
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, ({ headers }, body, done) => {
    if (body.length === 0 || isPlainJson(headers)) done(null, body);
    else done(httpProblem('UNSUPPORTED_MEDIA_TYPE'));
  });
}

/** Whether the headers say that the body is JSON in UTF-8 as it is, not compressed. */
function isPlainJson({
  'content-type': type = '',
  'content-encoding': encoding = '',
}: Pick<IncomingHttpHeaders, 'content-type' | 'content-encoding'>): boolean {
  if (!['', 'identity'].includes(encoding.trim().toLowerCase())) return false;
  const [mediaType = '', ...parameters] = type.toLowerCase().split(';');
  const charsets = parameters.filter((parameter) => parameter.trim().startsWith('charset'));
  return mediaType.trim() === 'application/json' && charsets.every((charset) => UTF_8_CHARSET.test(charset));
}

const UTF_8_CHARSET = /^\s*charset\s*=\s*("utf-?8"|utf-?8)\s*$/;
