import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { CommitSignal } from '../commit-signal';
import { EventStoreUnavailable, WrongExpectedRevision, type AppendResult } from '../event-store';
import type { EncodedEvent } from '../stored-event';
import { startWorker } from './worker-thread';
import type { WriterReply, WriterRequest, WriterResult } from './writer-messages';

type PendingAppend = { readonly settle: (result: WriterResult) => void; readonly reject: (error: Error) => void };

/**
 * Sends appends to the one thread that writes, in the order of the calls, and settles them with its replies.
 * The thread is never terminated from outside: libsql aborts the whole process when that happens during its work.
 */
export class Writer {
  private pending: PendingAppend[] = [];
  private reason: string | null = null;
  private readonly exited: Promise<void>;

  private constructor(
    private readonly thread: Worker,
    readonly storeId: string,
    private readonly commits: CommitSignal,
  ) {
    let cause: unknown;
    thread.on('message', (reply: WriterReply) => this.receive(reply));
    thread.on('error', (error) => (cause = error));
    this.exited = new Promise((resolve) => thread.on('exit', () => resolve(this.end(cause))));
  }

  /**
   * Opens the file in a new thread. Notifies `commits` after every commit, and when the thread ends, closed or crashed.
   * Throws `EventStoreUnavailable` when the file cannot be opened.
   */
  static async start(file: string, commits: CommitSignal): Promise<Writer> {
    const thread = startWorker(join(__dirname, 'writer.worker'), { file });
    try {
      const [{ storeId }] = (await once(thread, 'message')) as [{ storeId: string }];
      return new Writer(thread, storeId, commits);
    } catch (cause) {
      throw new EventStoreUnavailable(`the event store ${file} cannot be opened`, 'NONE', { cause });
    }
  }

  /** Why it no longer writes; `null` while it does. */
  get endReason(): string | null {
    return this.reason;
  }

  /** Resolves after the commit. Throws `WrongExpectedRevision`, `EventStoreUnavailable`. */
  append(stream: string, events: readonly EncodedEvent[], expected: number): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      if (this.reason !== null) return reject(new EventStoreUnavailable(this.reason));
      const settle = (result: WriterResult): void => {
        if ('appended' in result) resolve(result.appended);
        else if ('actual' in result) reject(new WrongExpectedRevision(stream, expected, result.actual));
        else reject(new EventStoreUnavailable(result.failed, result.outcome));
      };
      this.pending.push({ settle, reject });
      this.send({ stream, events, expected });
    });
  }

  /** Lets the thread finish the appends that it was sent, and end. */
  async close(): Promise<void> {
    if (this.reason === null) {
      this.reason = 'the event store is closed';
      this.send('CLOSE');
    }
    await this.exited;
  }

  private send(request: WriterRequest): void {
    this.thread.postMessage(request);
  }

  private receive(reply: WriterReply): void {
    if (!('results' in reply)) return;
    const settled = this.pending.splice(0, reply.results.length);
    settled.forEach(({ settle }, n) => settle(reply.results[n]!));
    if (reply.wrote) this.commits.notify();
  }

  private end(cause: unknown): void {
    this.reason ??= 'the writer of the event store has crashed';
    const lost = this.pending.splice(0);
    for (const { reject } of lost) reject(new EventStoreUnavailable(this.reason, 'UNKNOWN', { cause }));
    this.commits.notify();
  }
}
