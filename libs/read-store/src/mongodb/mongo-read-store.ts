import { type Collection, type CreateCollectionOptions, type Db, MongoClient, MongoServerError } from 'mongodb';
import { identified, pageKeyOf } from '../evaluate';
import { collectionName, refuseUnindexable } from '../indexed-fields';
import type {
  Checkpoint,
  CollectionSpec,
  Document,
  Find,
  Found,
  GuardedWrite,
  ReadStore,
  Stored,
  SweepWrite,
} from '../read-store';
import { type CheckpointRow, moveCheckpoint } from './checkpoints';
import { within } from './deadline';
import { findToMongo, ofSite, sweepToMongo } from './find-to-mongo';
import { writeGuarded } from './guarded-writes';
import { databaseIn, WrongReadStoreUrl } from './mongo-url';
import { indexesOf, type Row, rowSchema, type Shown, shown, storedIn } from './rows';

/** What a query found: never a tombstone. */
const foundIn = (row: Shown) => storedIn(row) as Stored & { readonly document: Document };

export type MongoReadStoreOptions = {
  /** How long a call may take, in milliseconds; `prepare` and `clear` have ten minutes. 5000 unless told. */
  readonly deadline?: number;
  /** How many documents a sweep changes in one command. 1000 unless told. */
  readonly sweepChunk?: number;
};

/** An index that a release adds to a collection with documents in it takes its time. */
const preparing = 600_000;
/** Acknowledged by most of the replica set: what was answered survives the loss of a server. */
const durable = { writeConcern: { w: 'majority' } } as const;

const namespaceExists = 48;
const notImplemented = 238;
const isFailure = (error: unknown, code: number) => error instanceof MongoServerError && error.code === code;

/**
 * Documents in MongoDB, a collection for each version of a view, and a collection of checkpoints.
 *
 * Writes are acknowledged by a majority and read from the primary, so every read sees what was answered before it. There
 * are no transactions: a checkpoint moves behind the documents it covers, so what a crash separates is only done again.
 * A call whose answer did not come may have taken effect all the same; guards make repeating it harmless.
 */
export class MongoReadStore implements ReadStore {
  private constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly deadline: number,
    private readonly sweepChunk: number,
  ) {}

  /**
   * Connects with the first call, not yet. Throws `WrongReadStoreUrl` for a URL that names no database or cannot be
   * understood.
   */
  static open(url: string, { deadline = 5000, sweepChunk = 1000 }: MongoReadStoreOptions = {}): MongoReadStore {
    const name = databaseIn(url);
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
        ...durable,
      });
      return new MongoReadStore(client, client.db(name), deadline, sweepChunk);
    } catch (cause) {
      throw new WrongReadStoreUrl('the read store is mongodb://host:port/database, with options of MongoDB', { cause });
    }
  }

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    for (const spec of specs) {
      await within(preparing, async () => {
        await this.createCollection(collectionName(spec));
        await this.createIndexes(spec);
      });
    }
  }

  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    return this.ask(async (limits) => {
      const rows = await this.rows(collection)
        .find<Shown>({ _id: { $in: [...ids] } }, { ...limits, projection: shown })
        .toArray();
      return new Map(rows.map(storedIn).map((stored) => [stored.id, stored]));
    });
  }

  async write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]> {
    for (const { document } of writes) if (document) refuseUnindexable(collection, document);
    const lost = await this.ask((limits) => writeGuarded(this.rows(collection), writes, { ...limits, ...durable }));
    if (checkpoint && lost.length === 0) await this.saveCheckpoint(checkpoint.name, checkpoint);
    return lost;
  }

  async sweep(collection: CollectionSpec, sweep: SweepWrite): Promise<void> {
    const where = sweepToMongo(collection, sweep);
    let foundSome: boolean;
    do {
      foundSome = false;
      const cursor = this.rows(collection).find<Shown>(where, { projection: shown, batchSize: this.sweepChunk });
      try {
        while (await this.ask(() => cursor.hasNext())) {
          foundSome = true;
          await this.write(collection, cursor.readBufferedDocuments().map(foundIn).map(sweptBy(sweep)));
        }
      } finally {
        await cursor.close().catch(() => undefined); // the server forgets it by itself
      }
    } while (foundSome); // whatever lost its guard, or came meanwhile, is found again
  }

  erase(collection: CollectionSpec, { siteId, filter, limit }: Parameters<ReadStore['erase']>[1]): Promise<number> {
    const where = ofSite(collection, siteId, filter);
    return this.ask(async (limits) => {
      const rows = this.rows(collection);
      const due = await rows.find<Pick<Row, '_id'>>(where, { ...limits, limit, projection: { _id: 1 } }).toArray();
      const { deletedCount } = await rows.deleteMany(
        { _id: { $in: due.map(({ _id }) => _id) } },
        { ...limits, ...durable },
      );
      return deletedCount;
    });
  }

  async find(collection: CollectionSpec, find: Find): Promise<Found> {
    const { where, ...page } = findToMongo(collection, find);
    const rows = await this.ask((limits) =>
      this.rows(collection)
        .find<Shown>(where, { ...page, ...limits, projection: shown })
        .toArray(),
    );
    const documents = rows.map(foundIn);
    const last = documents.at(-1);
    return {
      documents,
      ...(last &&
        documents.length === find.limit && { next: pageKeyOf(identified(last.id, last.document), find.sort) }),
    };
  }

  async count(
    collection: CollectionSpec,
    { siteId, filter, upTo }: Parameters<ReadStore['count']>[1],
  ): Promise<number> {
    const where = ofSite(collection, siteId, filter);
    return this.ask(async (limits) =>
      Number(await this.rows(collection).countDocuments(where, { ...limits, limit: upTo + 1 })),
    );
  }

  get(collection: CollectionSpec, siteId: string, id: string) {
    return this.ask(async (limits) => {
      const where = { _id: { $eq: id }, siteId: { $eq: siteId } };
      const row = await this.rows(collection).findOne<Shown>(where, { ...limits, projection: shown });
      if (!row) return null;
      const { document, position } = foundIn(row);
      return { document, position };
    });
  }

  checkpoint(name: string): Promise<Checkpoint | null> {
    return this.ask(async (limits) => {
      const row = await this.checkpoints.findOne({ _id: { $eq: name } }, limits);
      return row && { position: row.position, storeId: row.storeId, caughtUpAt: row.caughtUpAt };
    });
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void> {
    return this.ask((limits) => moveCheckpoint(this.checkpoints, name, checkpoint, { ...limits, ...durable }));
  }

  /** The documents go first: until they are gone, the checkpoint still tells why they had to. */
  async clear(collection: CollectionSpec, checkpoint: string): Promise<void> {
    await within(preparing, () => this.rows(collection).deleteMany({}, durable));
    await this.ask((limits) => this.checkpoints.deleteOne({ _id: { $eq: checkpoint } }, { ...limits, ...durable }));
  }

  async ping(): Promise<void> {
    await this.ask(() => this.database.command({ ping: 1 }));
  }

  /** Every call after this one throws `ReadStoreUnavailable`. */
  close(): Promise<void> {
    return within(this.deadline, () => this.client.close());
  }

  /** Those that are missing: asking for one that is there is an error of some servers. */
  private async createIndexes(spec: CollectionSpec): Promise<void> {
    const there = new Set((await this.rows(spec).indexes()).map(({ name }) => name));
    const missing = indexesOf(spec).filter(({ name }) => !there.has(name));
    if (missing.length > 0) await this.rows(spec).createIndexes(missing);
  }

  private rows(collection: CollectionSpec): Collection<Row> {
    return this.database.collection<Row>(collectionName(collection));
  }

  private get checkpoints(): Collection<CheckpointRow> {
    return this.database.collection<CheckpointRow>('checkpoints');
  }

  /** With a schema where the server knows schemas. Does nothing for a collection that is there. */
  private async createCollection(
    name: string,
    schema: CreateCollectionOptions = { validator: { $jsonSchema: rowSchema } },
  ): Promise<void> {
    try {
      await this.database.createCollection(name, { ...durable, ...schema });
    } catch (error) {
      if (isFailure(error, notImplemented) && schema.validator) return this.createCollection(name, {});
      if (!isFailure(error, namespaceExists)) throw error;
    }
  }

  /** The server is told the limit, so that it stops too; the clock is ours. */
  private ask<T>(work: (limits: { readonly maxTimeMS: number }) => Promise<T>): Promise<T> {
    return within(this.deadline, () => work({ maxTimeMS: this.deadline }));
  }
}

const sweptBy =
  ({ change, position }: SweepWrite) =>
  ({ id, document, position: loaded }: Stored & { readonly document: Document }): GuardedWrite => ({
    id,
    document: change && { ...document, ...change },
    position,
    loaded,
  });
