import { join } from 'node:path';
import type { Position, Recorded } from '@app/kernel';
import { Commits } from '../commits';
import type { Appended, Batch, EventStore, NewEvent, ReadAll, ReadStream, Subscribe } from '../event-store';
import { follow } from '../following';
import { BEFORE_ALL } from '../journal';
import { pageOfAll, pageSize, streamPage } from '../paging';
import { encode } from '../stored-event';
import { Reader } from './reader';
import { Writer } from './writer';

/**
 * The embedded event store: one SQLite file. A thread of its own writes, so that waiting for the disk stops nobody,
 * and commits together whatever queued up meanwhile; reads happen in the calling thread. An append is acknowledged
 * once it is on the disk. Nothing is cached. For one process at a time: take `lockDataDirectory` first.
 */
export class SqliteEventStore implements EventStore {
  private constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly commits: Commits,
  ) {}

  /** Opens `events.db` in this directory, which must be there; makes the file where it is missing. */
  static async open(directory: string): Promise<SqliteEventStore> {
    const file = join(directory, 'events.db');
    const commits = new Commits();
    const writer = await Writer.start(file, commits);
    const reader = new Reader(file, () => writer.ended);
    return new SqliteEventStore(reader, writer, commits);
  }

  async identity(): Promise<string> {
    return this.writer.identity;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    return this.writer.append(stream, encode(stream, events, expected), expected);
  }

  async readStream(stream: string, options?: ReadStream): Promise<readonly Recorded[]> {
    return streamPage(this.reader, stream, options);
  }

  async readAll({ after = BEFORE_ALL, limit }: ReadAll = {}): Promise<readonly Recorded[]> {
    return (await pageOfAll(this.reader, { after, size: pageSize(limit) })).events;
  }

  async lastPosition(): Promise<Position | null> {
    return this.reader.last();
  }

  subscribe(options: Subscribe): AsyncIterable<Batch> {
    return follow(this.reader, this.commits, options);
  }

  async close(): Promise<void> {
    await this.writer.close();
    this.reader.close();
  }
}
