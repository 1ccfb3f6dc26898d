import { WrongSetting } from '@app/config';

/** The system calls that look up where to listen, and listen. */
const listenCalls = new Set(['listen', 'bind', 'getaddrinfo']);

/** Why one cannot listen on this port, which this setting names, or at this `HOST`; whatever else went wrong as it is. */
export function listenFailure(setting: 'PORT' | 'METRICS_PORT', port: number, host: string, error: unknown): unknown {
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new WrongSetting(setting, `${port} on ${host} is taken by another process`);
  if (code === 'EACCES') return new WrongSetting(setting, `${port} on ${host} is not for this user to listen on`);
  return listenCalls.has(syscall) ? new WrongSetting('HOST', `${host} is no address to listen on (${code})`) : error;
}
