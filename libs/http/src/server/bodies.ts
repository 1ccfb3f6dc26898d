import type { FastifyInstance } from 'fastify';
import { httpProblem } from '../problems/http-problems';

/** The most that a request body may weigh. */
export const BODY_LIMIT_BYTES = 262_144;

/**
 * Bodies are taken in as bytes and stay that until their sender is known. Too long comes before of the wrong type, and
 * an empty one is of any type.
 */
export function parseBodiesAsBuffers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, body);
    else done(httpProblem('UNSUPPORTED_MEDIA_TYPE'));
  });
}
