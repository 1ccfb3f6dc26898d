import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Commits } from '../commits';
import { EventStoreUnavailable, WrongExpectedRevision, type Appended } from '../event-store';
import type { EncodedEvent } from '../stored-event';
import { startWorker } from './worker-thread';
import type { Order, Outcome, Report } from './writing';

type Waiting = { readonly settle: (outcome: Outcome) => void; readonly reject: (error: Error) => void };

/**
 * The near side of the one thread that writes: hands appends over in the order of the calls and tells what came of them.
 * The thread is never terminated from outside: libsql aborts the whole process when that meets it at work.
 */
export class Writer {
  private waiting: Waiting[] = [];
  private reason: string | null = null;
  private readonly gone: Promise<void>;

  private constructor(
    private readonly thread: Worker,
    readonly identity: string,
    private readonly commits: Commits,
  ) {
    let cause: unknown;
    thread.on('message', (report: Report) => this.hear(report));
    thread.on('error', (error) => (cause = error));
    this.gone = new Promise((resolve) => thread.on('exit', () => resolve(this.end(cause))));
  }

  /**
   * Opens the file in a new thread. Tells `commits` of every commit, and when the thread ends, closed or crashed.
   * Throws `EventStoreUnavailable` when the file cannot be opened.
   */
  static async start(file: string, commits: Commits): Promise<Writer> {
    const thread = startWorker(join(__dirname, 'writer.worker'), { file });
    try {
      const [{ identity }] = (await once(thread, 'message')) as [{ identity: string }];
      return new Writer(thread, identity, commits);
    } catch (cause) {
      throw new EventStoreUnavailable(`the event store ${file} cannot be opened`, 'NONE', { cause });
    }
  }

  /** Why it does not write any more; `null` while it does. */
  get ended(): string | null {
    return this.reason;
  }

  /** Resolves after the commit. Throws `WrongExpectedRevision`, `EventStoreUnavailable`. */
  append(stream: string, events: readonly EncodedEvent[], expected: number): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.reason !== null) return reject(new EventStoreUnavailable(this.reason));
      const settle = (outcome: Outcome): void => {
        if ('appended' in outcome) resolve(outcome.appended);
        else if ('actual' in outcome) reject(new WrongExpectedRevision(stream, expected, outcome.actual));
        else reject(new EventStoreUnavailable(outcome.failed, outcome.outcome));
      };
      this.waiting.push({ settle, reject });
      this.order({ stream, events, expected });
    });
  }

  /** Lets the thread finish what it was given and end. */
  async close(): Promise<void> {
    if (this.reason === null) {
      this.reason = 'the event store is closed';
      this.order('CLOSE');
    }
    await this.gone;
  }

  private order(order: Order): void {
    this.thread.postMessage(order);
  }

  private hear(report: Report): void {
    if (!('outcomes' in report)) return;
    const settled = this.waiting.splice(0, report.outcomes.length);
    settled.forEach(({ settle }, n) => settle(report.outcomes[n]!));
    if (report.wrote) this.commits.tell();
  }

  private end(cause: unknown): void {
    this.reason ??= 'the writer of the event store has crashed';
    const lost = this.waiting.splice(0);
    for (const { reject } of lost) reject(new EventStoreUnavailable(this.reason, 'UNKNOWN', { cause }));
    this.commits.tell();
  }
}
