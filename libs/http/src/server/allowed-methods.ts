import router, { type HTTPMethod } from 'find-my-way';
import type { FastifyInstance } from 'fastify';
import { httpProblem } from '../problems/http-problems';

const methods: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Answers what has no route before anything else is looked at: 404 when no method has one at that path, else 405 with
 * those that do. Must be called before the routes are made.
 */
export function rejectUnroutedRequests(server: FastifyInstance, maxParamLength: number): void {
  const routes = router({ maxParamLength });
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (isCounted(one) && !routes.hasRoute(one, url)) routes.on(one, url, () => undefined);
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) return done();
    const allowed = methods.filter((method) => routes.find(method, pathOf(request.url)));
    if (allowed.length === 0) return done(httpProblem('NOT_FOUND'));
    done(httpProblem('METHOD_NOT_ALLOWED', { headers: { allow: allowed.join(', ') } }));
  });
}

const isCounted = (method: string): method is HTTPMethod => methods.some((one) => one === method);

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
