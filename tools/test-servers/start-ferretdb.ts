import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtFerretdb } from './build-ferretdb';

/** A server of its own for one run of the tests. */
export type TestServer = {
  /** `mongodb://127.0.0.1:<port>/`: no database named yet. */
  readonly uri: string;
  /** Ends the process and removes its data. */
  readonly stop: () => Promise<void>;
};

async function firstLine(server: ChildProcess): Promise<string> {
  const lines = createInterface({ input: server.stdout! });
  const said = once(lines, 'line') as Promise<[string]>;
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`FerretDB ended before it listened: ${code}`);
  });
  return (await Promise.race([said, ended]))[0];
}

/**
 * FerretDB on a free port of the loopback interface, with an empty directory for its data.
 * Throws when it cannot be built or ends at once.
 */
export async function startFerretdb(): Promise<TestServer> {
  const binary = builtFerretdb();
  const data = mkdtempSync(join(tmpdir(), 'ferretdb-'));
  const server = spawn(binary, ['-data', data], { stdio: ['pipe', 'pipe', 'inherit'] });
  const uri = await firstLine(server);
  return {
    uri,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill();
        await ended;
      }
      rmSync(data, { recursive: true });
    },
  };
}
