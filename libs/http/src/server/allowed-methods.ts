import router, { type HTTPMethod } from 'find-my-way';
import type { FastifyInstance } from 'fastify';
import { httpProblem } from '../problems/http-problems';

/** The methods that routes may have. */
export const METHODS: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Refuses requests without a route before any other check: 404 if no method has a route at that path, else 405 with the
 * methods that have one in `allow`. Call it before routes are registered.
 */
export function rejectUnroutedRequests(server: FastifyInstance, maxParamLength: number): void {
  const routes = router({ maxParamLength });
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (isHttpMethod(one) && !routes.hasRoute(one, url)) routes.on(one, url, () => undefined);
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) return done();
    const allowed = METHODS.filter((method) => routes.find(method, pathOf(request.url)));
    if (allowed.length === 0) return done(httpProblem('NOT_FOUND'));
    done(httpProblem('METHOD_NOT_ALLOWED', { headers: { allow: allowed.join(', ') } }));
  });
}

const isHttpMethod = (method: string): method is HTTPMethod => METHODS.some((one) => one === method);

/** The path of a URL, without its query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
