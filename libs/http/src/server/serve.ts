import { inspect } from 'node:util';
import { type Settings, WrongSetting } from '@app/config';
import { DataDirectoryInUse, DataDirectoryUnusable, EventStoreUnavailable } from '@app/event-store';
import { ReadStoreUnavailable, WrongReadStoreUrl } from '@app/read-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** After a stop signal: when connections with running requests are closed. */
const CLOSE_CONNECTIONS_AFTER_MS = 7000;
/** After a stop signal: when the process exits with 1, whatever still keeps it alive. */
const EXIT_AFTER_MS = 9500;
/** After a stop signal: how often connections without a running request are closed, so that keep-alive delays nothing. */
const CLOSE_IDLE_EVERY_MS = 50;

/**
 * How many connections may wait to be accepted while the process is busy. Node's default of 511 is too small for a burst
 * of clients: the others see a timeout or a reset. The operating system caps it (`net.core.somaxconn`).
 */
const BACKLOG = 4096;

/**
 * Listens on `host` and `port`, and gives the URL. On SIGTERM and SIGINT it stops accepting connections, lets running
 * requests finish, runs the providers' shutdown hooks and exits with 0. Throws `WrongSetting` when it cannot listen there.
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

/** The system calls that fail when the host is wrong. */
const listenCalls = new Set(['listen', 'bind', 'getaddrinfo']);

/** The `WrongSetting` for a failure to listen, naming the port's setting or `HOST`; any other error is given back. */
export function listenFailure(setting: 'PORT' | 'METRICS_PORT', port: number, host: string, error: unknown): unknown {
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new WrongSetting(setting, `${port} on ${host} is taken by another process`);
  if (code === 'EACCES') return new WrongSetting(setting, `${port} on ${host} is not for this user to listen on`);
  return listenCalls.has(syscall) ? new WrongSetting('HOST', `${host} is no address to listen on (${code})`) : error;
}

/** Failures that an operator can fix: their message is enough. */
const startFailures = [
  WrongSetting,
  DataDirectoryInUse,
  DataDirectoryUnusable,
  WrongReadStoreUrl,
  EventStoreUnavailable,
  ReadStoreUnavailable,
];

/**
 * If the start fails, writes the error to standard error and exits with 1: one line for a wrong setting or an unreachable
 * store, else everything that is known of the error.
 */
export function exitOnFailure(start: Promise<void>): void {
  start.catch((error: unknown) => {
    const isExpected = error instanceof Error && startFailures.some((kind) => error instanceof kind);
    process.stderr.write(`${isExpected ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
