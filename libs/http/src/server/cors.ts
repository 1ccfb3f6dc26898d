import type { FastifyCorsOptions } from '@fastify/cors';
import type { Settings } from '@app/config';

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
