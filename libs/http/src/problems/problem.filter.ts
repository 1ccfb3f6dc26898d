import { KeyInUse, KeyReused } from '@app/decider';
import { AppendTooLarge, EventStoreUnavailable, EventUnreadable, MAX_APPEND_BYTES } from '@app/event-store';
import { KeysUnavailable, Unauthenticated } from '@app/identity';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidBody, problemBody } from './error-body';
import { httpProblem, type HttpProblem } from './http-problems';
import { invalid, InvalidRequest, Problem } from './problem';

/** Turns whatever a request throws into its response. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(failure, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/**
 * Sends the response for a failure. An unknown failure is logged, and the response has only the request id. Why a token was
 * not taken is logged too: the response does not say it, or not all of it.
 */
export function sendProblem(failure: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = knownProblem(failure);
  if (!known) request.log.error({ err: failure }, 'unforeseen failure');
  if (failure instanceof Unauthenticated) request.log.info({ reason: failure.message }, 'token refused');
  if (failure instanceof KeysUnavailable) request.log.warn({ err: failure }, 'keys for tokens unavailable');
  if (reply.sent) return;
  const problem = known ?? httpProblem('INTERNAL', { data: { requestId: request.id } });
  if (problem instanceof InvalidRequest) void reply.code(400).send(invalidBody(problem));
  else void reply.code(problem.status).headers(problem.headers).send(problemBody(problem));
}

const RETRY = { 'retry-after': '1' };

/** Fastify's refusals before routing, by their codes. */
const serverErrors: Readonly<Record<string, () => InvalidRequest>> = {
  FST_ERR_BAD_URL: () => invalid('path', 'must be percent-encoded UTF-8', 'FORMAT'),
};

/** Refusals by Nest and Fastify on the way to a handler, by their status. */
const frameworkErrors: Readonly<Record<number, HttpProblem>> = {
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** The problem for a known kind of failure, else `null`. */
export function knownProblem(failure: unknown): Problem | InvalidRequest | null {
  if (failure instanceof Problem || failure instanceof InvalidRequest) return failure;
  if (failure instanceof Unauthenticated)
    return httpProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': challenge(failure) } });
  if (failure instanceof KeysUnavailable) return httpProblem('IDENTITY_UNAVAILABLE', { headers: RETRY });
  if (failure instanceof EventStoreUnavailable) {
    const data = failure.outcome === 'UNKNOWN' ? { outcome: failure.outcome } : {};
    return httpProblem('EVENT_STORE_UNAVAILABLE', { data, headers: RETRY });
  }
  if (failure instanceof EventUnreadable)
    return httpProblem('EVENT_STORE_UNAVAILABLE', { data: { reason: 'EVENT_UNREADABLE' }, headers: RETRY });
  if (failure instanceof AppendTooLarge)
    return invalid('body', `must not make events of more than ${MAX_APPEND_BYTES} bytes`, 'MAX_LENGTH');
  if (failure instanceof KeyReused) return httpProblem('IDEMPOTENCY_KEY_REUSED');
  if (failure instanceof KeyInUse) return httpProblem('CONFLICT');
  if (failure instanceof ReadStoreUnavailable) return httpProblem('READ_STORE_UNAVAILABLE', { headers: RETRY });
  if (failure instanceof ReadModelBehind) return httpProblem('READ_MODEL_BEHIND', { headers: RETRY });
  if (failure instanceof HttpException) return frameworkProblem(failure);
  if (isBrokenOff(failure)) return invalid('body', 'must arrive completely', 'FORMAT');
  if (fileRefusals.has(statusOf(failure))) return httpProblem('NOT_FOUND');
  return serverErrors[codeOf(failure)]?.() ?? null;
}

/** RFC 6750, section 3. A description holds printable ASCII without quotes and backslashes. */
function challenge({ description }: Unauthenticated): string {
  const error = 'Bearer error="invalid_token"';
  if (description === null) return error;
  const printable = description.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?');
  return `${error}, error_description="${printable}"`;
}

function frameworkProblem(failure: HttpException): Problem | InvalidRequest | null {
  const status = failure.getStatus();
  if (status === 400) return invalid('request', 'cannot be read', 'FORMAT');
  const code = frameworkErrors[status];
  return code ? httpProblem(code) : null;
}

/**
 * Whether a body broke off: the client left, took too long, or sent what is no HTTP. Fastify gives this status to errors of
 * the stream that it reads a body from, and to no others.
 */
const isBrokenOff = (failure: unknown): boolean => codeOf(failure) === 'ECONNRESET' && statusOf(failure) === 400;

/** The statuses of errors of the file server of `/docs`: for a path that is none, or leads out of its folder. */
const fileRefusals: ReadonlySet<unknown> = new Set([400, 403]);

type Coded = { readonly code?: unknown; readonly statusCode?: unknown };

function codeOf(failure: unknown): string {
  const { code } = (failure ?? {}) as Coded;
  return typeof code === 'string' ? code : '';
}

const statusOf = (failure: unknown): unknown => ((failure ?? {}) as Coded).statusCode;
