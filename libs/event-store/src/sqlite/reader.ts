import type { Position } from '@app/kernel';
import type Database from 'libsql';
import { EventStoreUnavailable } from '../event-store';
import type { Journal } from '../journal';
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
 * Reads what is committed, in the thread that asks: an indexed read of a few events takes less time than the way to
 * another thread and back. Every question is a statement run to its end, so no snapshot is kept and nothing is stale.
 * Throws `EventStoreUnavailable`.
 */
export class Reader implements Journal {
  private readonly db: Database.Database;
  private readonly statements: Record<'forwards' | 'backwards' | 'after' | 'last', Database.Statement>;

  /** `closed` tells why the store cannot be asked any more, `null` while it can. */
  constructor(
    file: string,
    private readonly closed: () => string | null,
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

  ofStream(stream: string, from: number, direction: 'forwards' | 'backwards', limit: number): readonly StoredEvent[] {
    return this.ask(direction, stream, from, limit);
  }

  after(position: Position, limit: number): readonly StoredEvent[] {
    return this.ask('after', position, limit);
  }

  last(): Position | null {
    return this.ask('last')[0]?.position ?? null;
  }

  /** Once `closed` gives a reason. May be called again. */
  close(): void {
    if (this.db.open) this.db.close();
  }

  private ask(statement: keyof Reader['statements'], ...parameters: unknown[]): readonly StoredEvent[] {
    const reason = this.closed();
    if (reason !== null) throw new EventStoreUnavailable(reason);
    try {
      return (this.statements[statement].all(...parameters) as Row[]).map(fromRow);
    } catch (cause) {
      throw new EventStoreUnavailable('the event store cannot be read', 'NONE', { cause });
    }
  }
}
