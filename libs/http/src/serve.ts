import type { Settings } from '@app/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { listenFailure } from './operations/cannot-listen';

/** A stop takes at most this long: after it, requests that still run are cut off. */
const CLOSE_CONNECTIONS_AFTER_MS = 7000;
/** And after this, whatever else holds the process. */
const EXIT_AFTER_MS = 9500;
/** Meanwhile a client that keeps its connection open after its last answer holds nobody up: such are closed this often. */
const CLOSE_IDLE_EVERY_MS = 50;

/**
 * Connections that wait to be taken while the process is busy. Node's own 511 is too few for a burst of clients: the
 * system drops the rest, who see a timeout or a reset. The system's own limit (`net.core.somaxconn`) caps it.
 */
const BACKLOG = 4096;

/**
 * Listens, and stops on SIGTERM and SIGINT: no new connections, what is in flight finishes, providers' shutdown hooks
 * run, exit 0. Gives the URL. Throws `WrongSetting` when it cannot listen there.
 */
export async function serve(
  app: NestFastifyApplication,
  { port, host }: Pick<Settings, 'port' | 'host'>,
): Promise<string> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      setInterval(() => app.getHttpServer().closeIdleConnections(), CLOSE_IDLE_EVERY_MS).unref();
      setTimeout(() => app.getHttpServer().closeAllConnections(), CLOSE_CONNECTIONS_AFTER_MS).unref();
      setTimeout(() => process.exit(1), EXIT_AFTER_MS).unref();
    });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen({ port, host, backlog: BACKLOG }).catch((error: unknown) => {
    throw listenFailure('PORT', port, host, error);
  });
  return app.getUrl();
}
