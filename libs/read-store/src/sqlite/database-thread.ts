import { Worker } from 'node:worker_threads';
import type Libsql from 'libsql';
import type { Sql, SqlValue } from './sql';

/** A row: its columns in order. Integers are `bigint`. */
export type Row = readonly (SqlValue | Uint8Array)[];

/** Statements in one transaction; `ifAllChanged` runs last if each of them changed something. */
export type Transaction = { readonly steps: readonly Sql[]; readonly ifAllChanged?: Sql };

type WorkerSetup = { readonly file: string; readonly from: string; readonly pragmas: readonly string[] };
type Request = { readonly id: number; readonly rows?: Sql; readonly transaction?: Transaction };
type Reply = { readonly id: number; readonly result?: unknown; readonly failure?: string };
type PendingRequest = { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void };

/**
 * The whole program of the worker thread. It is passed as source text, so that it works the same compiled, under jest and
 * bundled; therefore it must not use anything from outside of this function.
 */
function workerProgram(): void {
  const { parentPort, ...thread } = process.getBuiltinModule('node:worker_threads');
  const { createRequire } = process.getBuiltinModule('node:module');
  const { file, from, pragmas } = thread.workerData as WorkerSetup;
  const Database = createRequire(from)('libsql') as typeof Libsql;

  const database = new Database(file);
  for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);

  // Prepared statements are cached. Callers determine the texts of queries, so the size of the cache is limited.
  const prepared = new Map<string, Libsql.Statement<[readonly SqlValue[]]>>();
  const statement = (text: string) => {
    const cached = prepared.get(text);
    if (cached) return cached;
    const created = database.prepare<[readonly SqlValue[]]>(text);
    if (prepared.size >= 500) prepared.clear();
    prepared.set(text, created);
    return created;
  };
  const changes = ({ text, values }: Sql) => statement(text).run(values).changes;
  const transact = ({ steps, ifAllChanged }: Transaction): number[] => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const changed = steps.map(changes);
      if (ifAllChanged && changed.every((count) => count > 0)) changes(ifAllChanged);
      database.exec('COMMIT');
      return changed;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
  const handle = ({ rows, transaction }: Request): unknown => {
    if (transaction) return transact(transaction);
    return rows && statement(rows.text).raw().safeIntegers().all(rows.values);
  };

  parentPort?.on('message', (request: Request | 'close') => {
    if (request === 'close') {
      database.close();
      parentPort.close();
      return;
    }
    try {
      parentPort.postMessage({ id: request.id, result: handle(request) } satisfies Reply);
    } catch (error) {
      parentPort.postMessage({ id: request.id, failure: String(error) } satisfies Reply);
    }
  });
}

/** A connection to a database file in a thread of its own, which runs requests in order. */
export class DatabaseThread {
  private readonly worker: Worker;
  private readonly exited: Promise<void>;
  private readonly pending = new Map<number, PendingRequest>();
  private lastId = 0;
  private ended: Error | null = null;

  /** Sets the `pragmas` first, for example `busy_timeout = 5000`. An error while opening fails the first request. */
  constructor(file: string, pragmas: readonly string[]) {
    const workerData: WorkerSetup = { file, pragmas, from: __filename };
    this.worker = new Worker(`(${workerProgram.toString()})()`, { eval: true, workerData });
    this.worker.on('message', ({ id, result, failure }: Reply) => {
      const { resolve, reject } = this.pending.get(id)!;
      this.pending.delete(id);
      if (failure === undefined) resolve(result as never);
      else reject(new Error(failure));
    });
    this.worker.on('error', (error) => this.end(error));
    this.exited = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.end(new Error('the database thread has ended'));
        resolve();
      });
    });
  }

  /** The rows of a query. */
  rows(query: Sql): Promise<readonly Row[]> {
    return this.send({ rows: query });
  }

  /** Runs a transaction and gives how many rows each step changed. When one fails, nothing takes effect. */
  transact(transaction: Transaction): Promise<readonly number[]> {
    return this.send({ transaction });
  }

  /** Finishes the requests that were sent, then closes the file. */
  async close(): Promise<void> {
    this.ended ??= new Error('the database is closed');
    this.worker.postMessage('close');
    await this.exited;
  }

  private send<Result>(request: Omit<Request, 'id'>): Promise<Result> {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ ...request, id } satisfies Request);
    });
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
