import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** The largest request body, in bytes, unless the route has another limit. */
export const BODY_LIMIT_BYTES = 1_048_576;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The largest request body of the route, in bytes. */
    bodyLimit?: number;
  }
}

/** The largest request body of a route, in bytes, where the longest valid one is larger than `BODY_LIMIT_BYTES`. */
export const BodyLimit = (bytes: number): MethodDecorator => RouteConfig({ bodyLimit: bytes });

/** Applies the limits of `BodyLimit`. Comes before the routes. */
export function applyBodyLimits(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const limit = route.config?.bodyLimit;
    if (limit !== undefined) route.bodyLimit = limit;
  });
}
