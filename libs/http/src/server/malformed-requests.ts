import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { invalidBody, problemBody } from '../problems/error-body';
import { httpProblem } from '../problems/http-problems';
import { invalid, type InvalidRequest, type Problem } from '../problems/problem';
import { METHODS, pathOf } from './allowed-methods';
import { READ_AWAY_LIMITS, readAway } from './unread-bodies';
import { canonicalUrl } from './url-prefixes';

/** Headers of every response. */
export const commonHeaders = (requestId: string): Record<string, string> => ({
  'cache-control': 'no-store',
  'x-wix-request-id': requestId,
});

const undecodable = new WeakSet<IncomingMessage>();

/**
 * The URL to find the route of a request by. One that is not percent-encoded UTF-8 leads to no route, and is refused by
 * `rejectMalformedRequests`: Fastify would refuse it before anything else, without CORS headers and a line in the log.
 */
export function routedUrl(request: IncomingMessage): string {
  const url = canonicalUrl(request.url ?? '/');
  if (isDecodable(pathOf(url))) return url;
  undecodable.add(request);
  return '/';
}

function isDecodable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}

/** Refuses requests that HTTP does not allow although they can be parsed: without exactly one host, with unknown expectations, with a path that is not percent-encoded. */
export function rejectMalformedRequests(server: FastifyInstance): void {
  server.server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) =>
    latestResponses.set(socket, response),
  );
  // Node would respond to this itself, without a body.
  server.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    server.server.emit('request', request, response),
  );
  server.server.on('connect', (_request: IncomingMessage, socket: Socket) =>
    sendAndClose(socket, httpProblem('METHOD_NOT_ALLOWED', { headers: { allow: METHODS.join(', ') } })),
  );
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    const hosts = raw.rawHeaders.filter((name, n) => n % 2 === 0 && name.toLowerCase() === 'host').length;
    if (hosts > 1) return done(invalid('host', 'must not be there twice', 'FORMAT'));
    if (hosts === 0 && raw.httpVersion === '1.1') return done(invalid('host', 'is required', 'REQUIRED_FIELD'));
    const { expect } = raw.headers;
    if (expect !== undefined && expect.toLowerCase() !== '100-continue') return done(httpProblem('EXPECTATION_FAILED'));
    if (undecodable.has(raw)) return done(invalid('path', 'must be percent-encoded UTF-8', 'FORMAT'));
    done();
  });
}

const latestResponses = new WeakMap<Socket, ServerResponse>();
const refused = new WeakSet<Socket>();

/**
 * Responds to bytes that are not HTTP, arrive too slowly, or exceed the header limit: there is no request, only a socket.
 * Node calls this for each further piece that comes, too.
 */
export function respondToClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  const response = latestResponses.get(socket);
  if (!socket.writable) socket.destroy();
  else if (response?.headersSent && !response.writableFinished) closeAfterRest(socket);
  else sendAndClose(socket, problemOf(error));
}

function problemOf({ code }: NodeJS.ErrnoException): Problem | InvalidRequest {
  if (code === 'HPE_HEADER_OVERFLOW') return httpProblem('REQUEST_HEADERS_TOO_LARGE');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return httpProblem('REQUEST_TIMEOUT');
  return invalid('request', 'must be HTTP/1.1', 'FORMAT');
}

function sendAndClose(socket: Socket, problem: Problem | InvalidRequest): void {
  const [status, own, json] =
    'status' in problem ? [problem.status, problem.headers, problemBody(problem)] : [400, {}, invalidBody(problem)];
  const body = JSON.stringify(json);
  const headers = {
    ...commonHeaders(randomUUID()),
    ...own,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
  closeAfterRest(socket);
}

function closeAfterRest(socket: Socket): void {
  void readAway(socket, READ_AWAY_LIMITS).then(() => socket.destroy());
}
