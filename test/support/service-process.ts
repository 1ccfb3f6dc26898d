import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { secret } from './secret';
import { SAFETY_LIMIT_MS, waitUntil } from './waiting';

type Environment = Readonly<Record<string, string>>;
export type ProcessExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
};

/** The service in a process of its own, as the tests start, stop and kill it. One object is one run, from start to end. */
export class ServiceProcess {
  /** Its address; empty until it listens. */
  url = '';
  /** From the start of the process until it said that it is ready, in milliseconds. */
  readyAfterMs = 0;
  /** The lines that it wrote to standard output. */
  readonly output: string[] = [];
  readonly ended: Promise<ProcessExit>;
  private readonly child: ChildProcess;
  private readonly listens: Promise<void>;

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
    this.listens = new Promise((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        this.output.push(line);
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
    return this.output.filter((line) => line.startsWith('{"level":"error"'));
  }

  /** A process that takes calls. Rejects, with its standard error, when it ends instead. */
  static started(main: string, dataDir: string, env: Environment = {}): Promise<ServiceProcess> {
    return ServiceProcess.awaited(new ServiceProcess(main, { DATA_DIR: dataDir, AUTH_SECRET: secret, ...env }));
  }

  /** A process that listens, ready or not: one of several that share their stores. */
  static listening(main: string, env: Environment): Promise<ServiceProcess> {
    return ServiceProcess.awaited(new ServiceProcess(main, { AUTH_SECRET: secret, LOG_LEVEL: 'info', ...env }));
  }

  private static async awaited(service: ServiceProcess): Promise<ServiceProcess> {
    const gaveUp = new AbortController();
    const late = sleep(SAFETY_LIMIT_MS, 'LATE' as const, { signal: gaveUp.signal });
    late.catch(() => undefined); // aborted below
    const first = await Promise.race([service.listens, service.ended, late]);
    gaveUp.abort();
    if (first === 'LATE') await service.kill();
    if (first)
      throw new Error(`the service did not start: ${JSON.stringify(first)}, its output: ${service.output.join('\n')}`);
    return service;
  }

  /** A process that is expected to end by itself, with nothing set but this. */
  static run(main: string, env: Environment): Promise<ProcessExit> {
    return new ServiceProcess(main, env).ended;
  }

  /** Does work that needs this process alive. When the work fails, the error tells whether and how the process ended. */
  async during<T>(work: Promise<T>): Promise<T> {
    return work.catch(async (cause: unknown) => {
      const end = await Promise.race([this.ended, sleep(1000, 'still running' as const)]);
      const what = `${String(cause)}; the process: ${JSON.stringify(end)}, its output: ${this.output.slice(-5).join('\n')}`;
      throw new Error(what, { cause });
    });
  }

  /** Ends whatever a failed test has left behind. */
  static async killAll(): Promise<void> {
    await Promise.all([...ServiceProcess.running].map((service) => service.kill()));
  }

  /** Comes back when its readiness is 200. Rejects after the safety limit. */
  async untilReady(): Promise<void> {
    const isReady = async () => (await fetch(`${this.url}/health/ready`)).ok;
    await waitUntil(isReady, 'the service is ready').catch((cause: unknown) => {
      throw new Error(`the service is not ready. Its output: ${this.output.join('\n')}`, { cause });
    });
  }

  /** Asks it to stop (SIGTERM). */
  stop(): Promise<ProcessExit> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** Ends it between two instructions (SIGKILL). */
  kill(): Promise<ProcessExit> {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}
