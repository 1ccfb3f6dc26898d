import { type Collection, type CreateCollectionOptions, type Db, MongoClient, MongoServerError } from 'mongodb';
import { withId, pageKeyOf } from '../evaluate';
import { everything, type Filter, type Subquery } from '../filter';
import { collectionName, assertIndexable } from '../indexed-fields';
import { toSweptWrite } from '../swept-write';
import type {
  Checkpoint,
  CollectionSpec,
  Document,
  FindQuery,
  FindResult,
  GuardedWrite,
  ReadStore,
  StoredDocument,
  SweepWrite,
} from '../read-store';
import { type CheckpointRow, moveCheckpoint } from './checkpoints';
import { withTimeout } from './with-timeout';
import { keyField, type KeysOfSubquery, subqueriesIn } from './filter-to-mongo';
import { findToMongo, siteFilter, sweepToMongo } from './find-to-mongo';
import { writeGuarded } from './guarded-writes';
import { databaseNameIn, WrongReadStoreUrl } from './mongo-url';
import { indexesOf, keyIn, type Row, rowSchema, type ReadRow, readProjection, toStoredDocument } from './rows';

/** The document in a row that a query found, which is never a tombstone. */
const toFoundDocument = (row: ReadRow) => toStoredDocument(row) as StoredDocument & { readonly document: Document };

/** Options of `MongoReadStore.open`. */
export type MongoReadStoreOptions = {
  /** The most that a call may take, in milliseconds; `prepare` and `clear` have ten minutes. Default 5000. */
  readonly deadline?: number;
};

/** A new index on a collection that has documents takes long to build. */
const PREPARE_TIMEOUT_MS = 600_000;
/** Writes are acknowledged by a majority of the replica set, and so survive the loss of a server. */
const majorityWrites = { writeConcern: { w: 'majority' } } as const;

const NAMESPACE_EXISTS = 48;
const NOT_IMPLEMENTED = 238;
const isServerError = (error: unknown, code: number) => error instanceof MongoServerError && error.code === code;

/**
 * Documents in MongoDB, with one collection for each version of a view and one for all checkpoints.
 *
 * Writes are acknowledged by a majority, and reads go to the primary, so a read sees every write acknowledged before it.
 * There are no transactions: a checkpoint is saved after the documents that it covers, so that after a crash in between
 * the same events are projected again. A call that timed out may have taken effect; guards make repeating it harmless.
 */
export class MongoReadStore implements ReadStore {
  private constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly deadline: number,
  ) {}

  /**
   * Connects only with the first call. Throws `WrongReadStoreUrl` for a URL that names no database or cannot be parsed.
   */
  static open(url: string, { deadline = 5000 }: MongoReadStoreOptions = {}): MongoReadStore {
    const name = databaseNameIn(url);
    try {
      const client = new MongoClient(url, {
        useBigInt64: true, // positions beyond 2^53
        ignoreUndefined: true,
        retryWrites: true,
        retryReads: true,
        readPreference: 'primary',
        serverSelectionTimeoutMS: deadline,
        connectTimeoutMS: deadline,
        waitQueueTimeoutMS: deadline,
        ...majorityWrites,
      });
      return new MongoReadStore(client, client.db(name), deadline);
    } catch (cause) {
      throw new WrongReadStoreUrl('the read store is mongodb://host:port/database, with options of MongoDB', { cause });
    }
  }

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    for (const spec of specs) {
      await withTimeout(PREPARE_TIMEOUT_MS, async () => {
        await this.createCollection(collectionName(spec));
        await this.createIndexes(spec);
      });
    }
  }

  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    return this.execute(async (limits) => {
      const rows = await this.rows(collection)
        .find<ReadRow>({ _id: { $in: [...ids] } }, { ...limits, projection: readProjection })
        .toArray();
      return new Map(rows.map(toStoredDocument).map((stored) => [stored.id, stored]));
    });
  }

  async write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]> {
    for (const { document } of writes) if (document) assertIndexable(collection, document);
    const lost = await this.execute((limits) =>
      writeGuarded(this.rows(collection), writes, { ...limits, ...majorityWrites }),
    );
    if (checkpoint && lost.length === 0) await this.saveCheckpoint(checkpoint.name, checkpoint);
    return lost;
  }

  async sweep(collection: CollectionSpec, sweep: SweepWrite, limit: number): Promise<boolean> {
    const where = sweepToMongo(collection, sweep);
    const rows = await this.execute((limits) =>
      this.rows(collection)
        .find<ReadRow>(where, { ...limits, limit, projection: readProjection })
        .toArray(),
    );
    const lost = await this.write(collection, rows.map(toFoundDocument).map(toSweptWrite(sweep)));
    return rows.length < limit && lost.length === 0;
  }

  async erase(
    collection: CollectionSpec,
    { siteId, filter, limit }: Parameters<ReadStore['erase']>[1],
  ): Promise<number> {
    const where = siteFilter(collection, siteId, filter, await this.keysOfSubqueries(siteId, filter));
    return this.execute(async (limits) => {
      const rows = this.rows(collection);
      const matching = await rows.find<Pick<Row, '_id'>>(where, { ...limits, limit, projection: { _id: 1 } }).toArray();
      const { deletedCount } = await rows.deleteMany(
        { _id: { $in: matching.map(({ _id }) => _id) } },
        { ...limits, ...majorityWrites },
      );
      return deletedCount;
    });
  }

  async find(collection: CollectionSpec, find: FindQuery): Promise<FindResult> {
    const { where, ...page } = findToMongo(collection, find, await this.keysOfSubqueries(find.siteId, find.filter));
    const rows = await this.execute((limits) =>
      this.rows(collection)
        .find<ReadRow>(where, { ...page, ...limits, projection: readProjection })
        .toArray(),
    );
    const documents = rows.map(toFoundDocument);
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
    const where = siteFilter(collection, siteId, filter, await this.keysOfSubqueries(siteId, filter));
    return this.execute(async (limits) =>
      Number(await this.rows(collection).countDocuments(where, { ...limits, limit: upTo + 1 })),
    );
  }

  get(collection: CollectionSpec, siteId: string, id: string) {
    return this.execute(async (limits) => {
      const where = { _id: { $eq: id }, siteId: { $eq: siteId } };
      const row = await this.rows(collection).findOne<ReadRow>(where, { ...limits, projection: readProjection });
      if (!row) return null;
      const { document, position } = toFoundDocument(row);
      return { document, position };
    });
  }

  checkpoint(name: string): Promise<Checkpoint | null> {
    return this.execute(async (limits) => {
      const row = await this.checkpoints.findOne({ _id: { $eq: name } }, limits);
      return row && { position: row.position, storeId: row.storeId, caughtUpAt: row.caughtUpAt };
    });
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void> {
    return this.execute((limits) =>
      moveCheckpoint(this.checkpoints, name, checkpoint, { ...limits, ...majorityWrites }),
    );
  }

  /** Deletes the documents first: if that is interrupted, the checkpoint is still there, and the rebuild starts again. */
  async clear(collection: CollectionSpec, checkpoint: string): Promise<void> {
    await withTimeout(PREPARE_TIMEOUT_MS, () => this.rows(collection).deleteMany({}, majorityWrites));
    await this.execute((limits) =>
      this.checkpoints.deleteOne({ _id: { $eq: checkpoint } }, { ...limits, ...majorityWrites }),
    );
  }

  async ping(): Promise<void> {
    await this.execute(() => this.database.command({ ping: 1 }));
  }

  /** Every call after this one throws `ReadStoreUnavailable`. */
  close(): Promise<void> {
    return withTimeout(this.deadline, () => this.client.close());
  }

  /** Creates the missing indexes only: on some servers it is an error to create one that exists. */
  private async createIndexes(spec: CollectionSpec): Promise<void> {
    const existing = new Set((await this.rows(spec).indexes()).map(({ name }) => name));
    const missing = indexesOf(spec).filter(({ name }) => !existing.has(name));
    if (missing.length > 0) await this.rows(spec).createIndexes(missing);
  }

  /** Reads what the subqueries of a filter select, the innermost first: only keys, which an index holds. */
  private async keysOfSubqueries(siteId: string, filter = everything): Promise<KeysOfSubquery> {
    const select = async (subquery: Subquery) => {
      const { collection, field } = subquery;
      const present: Filter = { field, is: 'exists', value: true };
      const matching = { all: [subquery.filter, present] };
      const where = siteFilter(collection, siteId, matching, await this.keysOfSubqueries(siteId, subquery.filter));
      const projection = { _id: 0, [keyField(field)]: 1 } as const;
      const rows = await this.execute((limits) =>
        this.rows(collection)
          .find(where, { ...limits, projection })
          .toArray(),
      );
      return [subquery, rows.flatMap(keyIn(field))] as const;
    };
    const keys = new Map(await Promise.all(subqueriesIn(filter).map(select)));
    return (subquery) => keys.get(subquery)!;
  }

  private rows(collection: CollectionSpec): Collection<Row> {
    return this.database.collection<Row>(collectionName(collection));
  }

  private get checkpoints(): Collection<CheckpointRow> {
    return this.database.collection<CheckpointRow>('checkpoints');
  }

  /** Creates a collection if it is missing, with a schema if the server supports schemas. */
  private async createCollection(
    name: string,
    schema: CreateCollectionOptions = { validator: { $jsonSchema: rowSchema } },
  ): Promise<void> {
    try {
      await this.database.createCollection(name, { ...majorityWrites, ...schema });
    } catch (error) {
      if (isServerError(error, NOT_IMPLEMENTED) && schema.validator) return this.createCollection(name, {});
      if (!isServerError(error, NAMESPACE_EXISTS)) throw error;
    }
  }

  /** The server gets the time limit too, so that it stops its work; our own timeout does not rely on it. */
  private execute<T>(work: (limits: { readonly maxTimeMS: number }) => Promise<T>): Promise<T> {
    return withTimeout(this.deadline, () => work({ maxTimeMS: this.deadline }));
  }
}
