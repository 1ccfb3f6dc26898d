import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { listenFailure } from './serve';

const requestDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took, from the first byte in to the last byte out.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

/** Measures every request, labelled with the pattern of its route, so that ids never become labels. */
export function timeRequests(server: FastifyInstance): void {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  server.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    requestDuration.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

/** Serves `/metrics` on the port of the API. */
export function serveMetrics(server: FastifyInstance): void {
  server.get('/metrics', async (_request, reply) => {
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** Serves `/metrics`, and nothing else, on a port of its own, if one is set. */
@Injectable()
export class MetricsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'host' | 'metricsPort'>) {}

  async onApplicationBootstrap(): Promise<void> {
    const { host, metricsPort } = this.settings;
    if (metricsPort === null) return;
    this.server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
      register.metrics().then(
        (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
    await once(this.server.listen(metricsPort, host), 'listening').catch((error: unknown) => {
      throw listenFailure('METRICS_PORT', metricsPort, host, error);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.server) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
