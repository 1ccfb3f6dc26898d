import type { Settings } from '@app/config';
import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Helmet's settings: nothing may be loaded but what the documentation page at `/docs` needs. */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'cross-origin' }, // CORS decides who may read a response
};

/** Which headers and methods browsers on other origins may use. Without credentials: tokens are sent in a header. */
export const corsOptions = ({ corsOrigins }: Pick<Settings, 'corsOrigins'>): FastifyCorsOptions => ({
  origin: corsOrigins === '*' ? '*' : [...corsOrigins],
  credentials: false,
  strictPreflight: false, // respond to every OPTIONS request, not only to preflights
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'authorization',
    'content-type',
    'x-wix-bi-gateway',
    'x-wix-consistent',
    'wix-site-id',
    'wix-account-id',
    'x-site-id',
    'idempotency-key',
    'if-match',
    'x-on-behalf-of',
  ],
  exposedHeaders: ['x-wix-request-id', 'x-wix-consistent', 'etag', 'retry-after', 'www-authenticate', 'allow'],
  maxAge: 600,
});
