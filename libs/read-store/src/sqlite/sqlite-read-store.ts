import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withId, pageKeyOf } from '../evaluate';
import { assertIndexable } from '../indexed-fields';
import { toSweptWrite } from '../swept-write';
import {
  ReadStoreUnavailable,
  type Checkpoint,
  type CollectionSpec,
  type Document,
  type FindQuery,
  type FindResult,
  type GuardedWrite,
  type ReadStore,
  type StoredDocument,
  type SweepWrite,
} from '../read-store';
import { DatabaseThread, type Row } from './database-thread';
import { countToSql, eraseToSql, findToSql, sweepToSql } from './find-to-sql';
import * as schema from './schema';
import { sql, type Sql } from './sql';

const toStoredDocument = ([id, document, position]: Row): StoredDocument => ({
  id: id as string,
  document: document === null ? null : (JSON.parse(document as string) as Document),
  position: position as bigint,
});

/** The document in a row that a query found, which is never a tombstone. */
const toFoundDocument = (row: Row) => toStoredDocument(row) as StoredDocument & { readonly document: Document };

/**
 * Documents in an SQLite file, `views.db` in the given directory.
 *
 * Two threads have a connection each, one for writes and one for reads, so that no query waits for a projection and none,
 * however long, blocks the process. A read sees every write that was acknowledged before it.
 *
 * `synchronous=NORMAL`: a power failure may lose the newest transactions, but never a part of one. Documents and the
 * checkpoint that covers them are in one transaction, so lost ones are projected again.
 */
export class SqliteReadStore implements ReadStore {
  private readonly writer: DatabaseThread;
  private readonly reader: DatabaseThread;

  /** Uses `views.db` in this directory; creates directory and file if they are missing. */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'views.db');
    const busyTimeout = 'busy_timeout = 5000';
    this.writer = new DatabaseThread(file, [busyTimeout, 'journal_mode = WAL', 'synchronous = NORMAL']);
    this.reader = new DatabaseThread(file, [busyTimeout, 'query_only = ON']);
  }

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    await this.transact([schema.checkpointTable, ...specs.map(schema.tableToSql)]);
    for (const spec of specs) {
      const columns = await this.rows(schema.columnsToSql(spec), this.writer);
      await this.transact(schema.indexesToSql(spec, new Set(columns.map(([name]) => name as string))));
    }
  }

  async load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    const rows = await this.rows(schema.loadToSql(collection, ids));
    return new Map(rows.map(toStoredDocument).map((stored) => [stored.id, stored]));
  }

  async write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]> {
    for (const { document } of writes) if (document) assertIndexable(collection, document);
    const steps = writes.map((write) => schema.writeToSql(collection, write));
    const changes = await this.transact(steps, checkpoint && schema.saveCheckpointToSql(checkpoint.name, checkpoint));
    return [...changes.keys()].filter((index) => changes[index] === 0);
  }

  async sweep(collection: CollectionSpec, sweep: SweepWrite, limit: number): Promise<boolean> {
    const found = (await this.rows(sweepToSql(collection, sweep, limit))).map(toFoundDocument);
    const lost = await this.write(collection, found.map(toSweptWrite(sweep)));
    return found.length < limit && lost.length === 0;
  }

  async erase(
    collection: CollectionSpec,
    { siteId, filter, limit }: Parameters<ReadStore['erase']>[1],
  ): Promise<number> {
    const [erased] = await this.transact([eraseToSql(collection, siteId, filter, limit)]);
    return erased!;
  }

  async find(collection: CollectionSpec, find: FindQuery): Promise<FindResult> {
    const documents = (await this.rows(findToSql(collection, find))).map(toFoundDocument);
    const last = documents.at(-1);
    return {
      documents,
      ...(last && documents.length === find.limit && { next: pageKeyOf(withId(last.id, last.document), find.sort) }),
    };
  }

  async count(
    collection: CollectionSpec,
    { siteId, filter, upTo }: Parameters<ReadStore['count']>[1],
  ): Promise<number> {
    const [row] = await this.rows(countToSql(collection, siteId, filter, upTo + 1));
    return Number(row![0]);
  }

  async get(collection: CollectionSpec, siteId: string, id: string) {
    const [row] = await this.rows(schema.getToSql(collection, siteId, id));
    if (!row) return null;
    const { document, position } = toFoundDocument(row);
    return { document, position };
  }

  async checkpoint(name: string): Promise<Checkpoint | null> {
    const [row] = await this.rows(schema.checkpointToSql(name));
    if (!row) return null;
    const [position, storeId, caughtUpAt] = row as [bigint | null, string, string | null];
    return { position, storeId, caughtUpAt };
  }

  async saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void> {
    await this.transact([schema.saveCheckpointToSql(name, checkpoint)]);
  }

  async clear(collection: CollectionSpec, checkpoint: string): Promise<void> {
    await this.transact(schema.clearToSql(collection, checkpoint));
  }

  async ping(): Promise<void> {
    await this.rows(sql('SELECT count(*) FROM sqlite_schema'));
  }

  /** Waits for calls in flight. Every call after this one throws `ReadStoreUnavailable`. */
  async close(): Promise<void> {
    await Promise.all([this.writer.close(), this.reader.close()]);
  }

  private rows(query: Sql, on = this.reader): Promise<readonly Row[]> {
    return on.rows(query).catch(throwUnavailable);
  }

  private transact(steps: readonly Sql[], ifAllChanged?: Sql): Promise<readonly number[]> {
    return this.writer.transact({ steps, ifAllChanged }).catch(throwUnavailable);
  }
}

function throwUnavailable(cause: Error): never {
  throw new ReadStoreUnavailable(`the read store cannot be asked: ${cause.message}`, { cause });
}
