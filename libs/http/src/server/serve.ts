import { inspect } from 'node:util';
import { type Settings, WrongSetting } from '@app/config';
import { DataDirectoryInUse, DataDirectoryUnusable, EventStoreUnavailable } from '@app/event-store';
import { ReadStoreUnavailable, WrongReadStoreUrl } from '@app/read-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

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

/** The system calls that look up where to listen, and listen. */
const listenCalls = new Set(['listen', 'bind', 'getaddrinfo']);

/** Why one cannot listen on this port, which this setting names, or at this `HOST`; whatever else went wrong as it is. */
export function listenFailure(setting: 'PORT' | 'METRICS_PORT', port: number, host: string, error: unknown): unknown {
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new WrongSetting(setting, `${port} on ${host} is taken by another process`);
  if (code === 'EACCES') return new WrongSetting(setting, `${port} on ${host} is not for this user to listen on`);
  return listenCalls.has(syscall) ? new WrongSetting('HOST', `${host} is no address to listen on (${code})`) : error;
}

const startFailures = [
  WrongSetting,
  DataDirectoryInUse,
  DataDirectoryUnusable,
  WrongReadStoreUrl,
  EventStoreUnavailable,
  ReadStoreUnavailable,
];

/** What keeps a process from starting goes to standard error, in one line where somebody can do something about it; exit 1. */
export function exitOnFailure(start: Promise<void>): void {
  start.catch((error: unknown) => {
    const isExpected = error instanceof Error && startFailures.some((kind) => error instanceof kind);
    process.stderr.write(`${isExpected ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
