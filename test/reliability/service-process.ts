import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** What tokens are signed with. */
export const secret = 'a secret of more than 32 bytes, for tests';

/** A safety limit, far above what a start takes. */
const READY_WITHIN_MS = 10_000;

type Environment = Readonly<Record<string, string>>;
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stderr: string };

/** One run of the service in a process of its own, from its start to its end. */
export class ServiceProcess {
  /** Where it answers; empty until it is ready. */
  url = '';
  /** From the start of the process until it said that it is ready, in milliseconds. */
  readyAfterMs = 0;
  /** What it said on standard output. */
  readonly said: string[] = [];
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;

  private static readonly running = new Set<ServiceProcess>();

  private constructor(main: string, env: Environment) {
    const started = performance.now();
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    this.child = child;
    ServiceProcess.running.add(this);
    this.ended = once(child, 'close').then(([code, signal]) => {
      ServiceProcess.running.delete(this);
      return { code, signal, stderr };
    });
    this.ready = new Promise((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        this.said.push(line);
        const [, url] =
          /^groups-backend is ready at (\S+)$/.exec(line) ?? /"msg":"Server listening at ([^"]+)"/.exec(line) ?? [];
        if (url === undefined) return;
        this.url = url;
        this.readyAfterMs = performance.now() - started;
        resolve();
      });
    });
  }

  /** Log lines of level error. */
  get errors(): string[] {
    return this.said.filter((line) => line.startsWith('{"level":"error"'));
  }

  /** A process that takes calls. Rejects, with what it said on stderr, when it ends instead. */
  static started(main: string, dataDir: string, env: Environment = {}): Promise<ServiceProcess> {
    return ServiceProcess.awaited(new ServiceProcess(main, { DATA_DIR: dataDir, AUTH_SECRET: secret, ...env }));
  }

  /** A process that listens, ready or not: one of several that share their stores. */
  static listening(main: string, env: Environment): Promise<ServiceProcess> {
    return ServiceProcess.awaited(new ServiceProcess(main, { AUTH_SECRET: secret, LOG_LEVEL: 'info', ...env }));
  }

  private static async awaited(service: ServiceProcess): Promise<ServiceProcess> {
    const gaveUp = new AbortController();
    const late = sleep(READY_WITHIN_MS, 'LATE' as const, { signal: gaveUp.signal });
    late.catch(() => undefined); // called off
    const first = await Promise.race([service.ready, service.ended, late]);
    gaveUp.abort();
    if (first === 'LATE') await service.kill();
    if (first)
      throw new Error(`the service did not start: ${JSON.stringify(first)}, and said ${service.said.join('\n')}`);
    return service;
  }

  /** A process that is expected to end by itself, with nothing set but this. */
  static run(main: string, env: Environment): Promise<Ended> {
    return new ServiceProcess(main, env).ended;
  }

  /** Does work that needs this process alive. When the work fails, the error tells whether and how the process ended. */
  async during<T>(work: Promise<T>): Promise<T> {
    return work.catch(async (cause: unknown) => {
      const end = await Promise.race([this.ended, sleep(1000, 'still running' as const)]);
      const what = `${String(cause)}; the process: ${JSON.stringify(end)}, and said ${this.said.slice(-5).join('\n')}`;
      throw new Error(what, { cause });
    });
  }

  /** Ends whatever a failed test has left behind. */
  static async killAll(): Promise<void> {
    await Promise.all([...ServiceProcess.running].map((service) => service.kill()));
  }

  /** Comes back when its readiness says that it takes calls. Rejects when it does not in time. */
  async becomesReady(): Promise<void> {
    for (const until = Date.now() + READY_WITHIN_MS; ; await sleep(50)) {
      const { ok } = await fetch(`${this.url}/health/ready`);
      if (ok) return;
      if (Date.now() > until) throw new Error(`the service is not ready, and said ${this.said.join('\n')}`);
    }
  }

  /** Asks it to stop (SIGTERM). */
  stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** Ends it between two instructions (SIGKILL). */
  kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}
