import { join } from 'node:path';
import type { Position, Recorded } from '@app/kernel';
import { CommitSignal } from '../commit-signal';
import type {
  AppendResult,
  Batch,
  EventStore,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  SubscribeOptions,
} from '../event-store';
import { subscribeToEventLog } from '../event-log-subscription';
import { START_POSITION } from '../event-log';
import { readAllPage, pageSize, readStreamPage } from '../paging';
import { encode } from '../stored-event';
import { Reader } from './reader';
import { Writer } from './writer';

/**
 * The embedded event store: one SQLite file. A separate thread writes, so that waiting for the disk blocks nobody, and
 * commits queued appends together; reads run in the calling thread. An append is acknowledged once it is on disk.
 * Nothing is cached. Only one process at a time may use a file: take `lockDataDirectory` first.
 */
export class SqliteEventStore implements EventStore {
  private constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly commits: CommitSignal,
  ) {}

  /** Opens `events.db` in this directory, which must exist; creates the file if it is missing. */
  static async open(directory: string): Promise<SqliteEventStore> {
    const file = join(directory, 'events.db');
    const commits = new CommitSignal();
    const writer = await Writer.start(file, commits);
    const reader = new Reader(file, () => writer.endReason);
    return new SqliteEventStore(reader, writer, commits);
  }

  async identity(): Promise<string> {
    return this.writer.storeId;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult> {
    return this.writer.append(stream, encode(stream, events, expected), expected);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]> {
    return readStreamPage(this.reader, stream, options);
  }

  async readAll({ after = START_POSITION, limit }: ReadAllOptions = {}): Promise<readonly Recorded[]> {
    return (await readAllPage(this.reader, { after, size: pageSize(limit) })).events;
  }

  async lastPosition(): Promise<Position | null> {
    return this.reader.lastPosition();
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    return subscribeToEventLog(this.reader, this.commits, options);
  }

  async close(): Promise<void> {
    await this.writer.close();
    this.reader.close();
  }
}
