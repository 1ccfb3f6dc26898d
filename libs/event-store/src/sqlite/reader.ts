import type { Position } from '@app/kernel';
import type Database from 'libsql';
import { EventStoreUnavailable } from '../event-store';
import type { EventLog } from '../event-log';
import type { StoredEvent } from '../stored-event';
import { openForReading } from './event-file';

const columns = 'position, stream, revision, id, type, data, metadata, endsAppend';
type Row = [number, string, number, string, string, string, string, number];

const fromRow = ([position, stream, revision, id, type, data, metadata, endsAppend]: Row): StoredEvent => ({
  position: BigInt(position),
  stream,
  revision,
  id,
  type,
  data,
  metadata,
  endsAppend: endsAppend === 1,
});

/**
 * Reads committed events in the calling thread: an indexed read of a few events takes less time than a message to
 * another thread and back. Each read is one statement run to its end, so it sees all commits before it.
 * Throws `EventStoreUnavailable`.
 */
export class Reader implements EventLog {
  private readonly db: Database.Database;
  private readonly statements: Record<'forwards' | 'backwards' | 'after' | 'last', Database.Statement>;

  /** `closedReason` gives why the store can no longer be read; `null` while it can. */
  constructor(
    file: string,
    private readonly closedReason: () => string | null,
  ) {
    const db = openForReading(file);
    const select = (rest: string) => db.prepare(`SELECT ${columns} FROM events ${rest}`).raw();
    this.db = db;
    this.statements = {
      forwards: select('WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?'),
      backwards: select('WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?'),
      after: select('WHERE position > ? ORDER BY position LIMIT ?'),
      last: select('ORDER BY position DESC LIMIT 1'),
    };
  }

  readStream(stream: string, from: number, direction: 'forwards' | 'backwards', limit: number): readonly StoredEvent[] {
    return this.run(direction, stream, from, limit);
  }

  readAll(position: Position, limit: number): readonly StoredEvent[] {
    return this.run('after', position, limit);
  }

  lastPosition(): Position | null {
    return this.run('last')[0]?.position ?? null;
  }

  /** To be called once `closedReason` gives a reason. May be called again. */
  close(): void {
    if (this.db.open) this.db.close();
  }

  private run(statement: keyof Reader['statements'], ...parameters: unknown[]): readonly StoredEvent[] {
    const reason = this.closedReason();
    if (reason !== null) throw new EventStoreUnavailable(reason);
    try {
      return (this.statements[statement].all(...parameters) as Row[]).map(fromRow);
    } catch (cause) {
      throw new EventStoreUnavailable('the event store cannot be read', 'NONE', { cause });
    }
  }
}
