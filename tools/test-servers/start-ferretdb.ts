import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of its own for one run of the tests. */
export type TestServer = {
  /** `mongodb://127.0.0.1:<port>/`: no database named yet. */
  readonly uri: string;
  /** Ends the process and removes its data. */
  readonly stop: () => Promise<void>;
};

const source = join(__dirname, 'ferretdb');
const cache = resolve('node_modules/.cache/test-servers');

/** Builds the server once for each state of its source: a minute or two the first time. Needs Go and its module proxy. */
function built(): string {
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(source, file)));
  const binary = join(cache, `ferretdb-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(binary)) return binary;

  mkdirSync(cache, { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  execFileSync('go', ['build', '-trimpath', '-o', unfinished, '.'], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  renameSync(unfinished, binary); // whole or not there, also when two runs build at once
  return binary;
}

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
  const binary = built();
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
