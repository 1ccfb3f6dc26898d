import type { Settings } from '@app/config';
import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Strict enough for an API, and just open enough for the documentation page that is served beside it. */
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
  crossOriginResourcePolicy: { policy: 'cross-origin' }, // who may read an answer is for CORS to say
};

/** What browsers on other origins may send and see. Never with credentials: tokens travel in a header. */
export const corsOptions = ({ corsOrigins }: Pick<Settings, 'corsOrigins'>): FastifyCorsOptions => ({
  origin: corsOrigins === '*' ? '*' : [...corsOrigins],
  credentials: false,
  strictPreflight: false, // every OPTIONS is answered, also one that is no preflight
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
