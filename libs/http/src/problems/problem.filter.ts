import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidBody, problemBody } from './error-body';
import { httpProblem } from './http-problems';
import { knownProblem } from './known-failures';
import { InvalidRequest } from './problem';

/** The one place where a failure becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(failure, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers with what is known of the failure. The unforeseen is logged, and told to nobody but by the id to look it up. */
export function sendProblem(failure: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = knownProblem(failure);
  if (!known) request.log.error({ err: failure }, 'unforeseen failure');
  if (reply.sent) return;
  const problem = known ?? httpProblem('INTERNAL', { data: { requestId: request.id } });
  if (problem instanceof InvalidRequest) void reply.code(400).send(invalidBody(problem));
  else void reply.code(problem.status).headers(problem.headers).send(problemBody(problem));
}
