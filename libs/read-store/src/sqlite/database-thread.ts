import { Worker } from 'node:worker_threads';
import type Libsql from 'libsql';
import type { Sql, SqlValue } from './sql';

/** A row as its columns in order. Whole numbers come as `bigint`. */
export type Row = readonly (SqlValue | Uint8Array)[];

/** Statements that take effect together; `ifAllChanged` runs behind them when each of them changed something. */
export type Transaction = { readonly steps: readonly Sql[]; readonly ifAllChanged?: Sql };

type Setup = { readonly file: string; readonly from: string; readonly pragmas: readonly string[] };
type Request = { readonly id: number; readonly rows?: Sql; readonly transaction?: Transaction };
type Reply = { readonly id: number; readonly result?: unknown; readonly failure?: string };
type Pending = { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void };

/**
 * The whole program of the thread. It is handed over as source text, so that the same works compiled, under jest and
 * bundled; therefore it uses nothing from outside of itself.
 */
function program(): void {
  const { parentPort, ...thread } = process.getBuiltinModule('node:worker_threads');
  const { createRequire } = process.getBuiltinModule('node:module');
  const { file, from, pragmas } = thread.workerData as Setup;
  const Database = createRequire(from)('libsql') as typeof Libsql;

  const database = new Database(file);
  for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);

  // The texts of queries vary with what callers ask, so the prepared ones are kept only up to a number.
  const prepared = new Map<string, Libsql.Statement<[readonly SqlValue[]]>>();
  const statement = (text: string) => {
    const known = prepared.get(text);
    if (known) return known;
    const made = database.prepare<[readonly SqlValue[]]>(text);
    if (prepared.size >= 500) prepared.clear();
    prepared.set(text, made);
    return made;
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
  const answer = ({ rows, transaction }: Request): unknown => {
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
      parentPort.postMessage({ id: request.id, result: answer(request) } satisfies Reply);
    } catch (error) {
      parentPort.postMessage({ id: request.id, failure: String(error) } satisfies Reply);
    }
  });
}

/** One connection to a database file in a thread of its own, which does what it is asked in order. */
export class DatabaseThread {
  private readonly worker: Worker;
  private readonly exited: Promise<void>;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private ended: Error | null = null;

  /** `pragmas` are set first, for example `busy_timeout = 5000`. Whatever goes wrong here shows in the first answer. */
  constructor(file: string, pragmas: readonly string[]) {
    const workerData: Setup = { file, pragmas, from: __filename };
    this.worker = new Worker(`(${program.toString()})()`, { eval: true, workerData });
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

  rows(query: Sql): Promise<readonly Row[]> {
    return this.ask({ rows: query });
  }

  /** How many rows each of the steps changed. When one fails, nothing took effect. */
  transact(transaction: Transaction): Promise<readonly number[]> {
    return this.ask({ transaction });
  }

  /** Answers what was asked already, then closes the file. */
  async close(): Promise<void> {
    this.ended ??= new Error('the database is closed');
    this.worker.postMessage('close');
    await this.exited;
  }

  private ask<Result>(request: Omit<Request, 'id'>): Promise<Result> {
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
