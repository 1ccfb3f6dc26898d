import { documentComparator, type KeysOfSubquery, withId, matches, pageKeyOf } from '../evaluate';
import { isScalar, valueAt } from '../evaluate/field';
import { isAfterKey } from '../evaluate/sorting';
import { everything, type Subquery } from '../filter';
import { collectionName, assertIndexable } from '../indexed-fields';
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
import { searchKey } from '../search-keys';

/** A copy, so that no caller can change what is stored. */
const copyOf = (document: Document): Document => JSON.parse(JSON.stringify(document)) as Document;
const copyOfStored = (stored: StoredDocument): StoredDocument => ({
  ...stored,
  document: stored.document && copyOf(stored.document),
});

type LiveDocument = StoredDocument & { readonly document: Document };

/** The documents of one collection, those of each site apart: a find looks through its own site only. */
class DocumentsInMemory {
  private readonly all = new Map<string, StoredDocument>();
  private readonly bySite = new Map<unknown, Map<string, LiveDocument>>();

  get(id: string): StoredDocument | undefined {
    return this.all.get(id);
  }

  ofSite(siteId: string): Iterable<LiveDocument> {
    return this.bySite.get(siteId)?.values() ?? [];
  }

  put(stored: StoredDocument): void {
    this.delete(stored.id);
    this.all.set(stored.id, stored);
    if (!isLive(stored)) return;
    const { siteId } = stored.document;
    const documents = this.bySite.get(siteId) ?? new Map<string, LiveDocument>();
    this.bySite.set(siteId, documents.set(stored.id, stored));
  }

  delete(id: string): void {
    const stored = this.all.get(id);
    if (stored?.document) this.bySite.get(stored.document.siteId)?.delete(id);
    this.all.delete(id);
  }
}

const isLive = (stored: StoredDocument): stored is LiveDocument => stored.document !== null;

/** Documents in memory, for tests: the simplest implementation of the port, without indexes. */
export class InMemoryReadStore implements ReadStore {
  private readonly collections = new Map<string, DocumentsInMemory>();
  private readonly checkpoints = new Map<string, Checkpoint>();
  private closed = false;

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    await this.execute(() => specs.forEach((spec) => this.documents(spec)));
  }

  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
    return this.execute(() => {
      const found = ids.map((id) => this.documents(collection).get(id)).filter((stored) => stored !== undefined);
      return new Map(found.map((stored) => [stored.id, copyOfStored(stored)]));
    });
  }

  write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]> {
    return this.execute(() => {
      for (const { document } of writes) if (document) assertIndexable(collection, document);
      const documents = this.documents(collection);
      const lost: number[] = [];
      for (const [index, { loaded, ...stored }] of writes.entries()) {
        if ((documents.get(stored.id)?.position ?? null) === loaded) documents.put(copyOfStored(stored));
        else lost.push(index);
      }
      if (checkpoint && lost.length === 0) this.moveCheckpoint(checkpoint.name, checkpoint);
      return lost;
    });
  }

  sweep(
    collection: CollectionSpec,
    { siteId, field, equals, change, position }: SweepWrite,
    limit: number,
  ): Promise<boolean> {
    return this.execute(() => {
      const matching = this.matching(collection, siteId, { field, is: 'eq', value: equals })
        .filter((stored) => stored.position < position)
        .slice(0, limit);
      const swept = matching.map(({ id, document }) => ({
        id,
        document: change && { ...document, ...change },
        position,
      }));
      for (const { document } of swept) if (document) assertIndexable(collection, document);
      for (const stored of swept) this.documents(collection).put(copyOfStored(stored));
      return matching.length < limit;
    });
  }

  erase(collection: CollectionSpec, { siteId, filter, limit }: Parameters<ReadStore['erase']>[1]): Promise<number> {
    return this.execute(() => {
      const matching = this.matching(collection, siteId, filter).slice(0, limit);
      for (const { id } of matching) this.documents(collection).delete(id);
      return matching.length;
    });
  }

  find(collection: CollectionSpec, { siteId, filter, sort, limit, offset = 0, after }: FindQuery): Promise<FindResult> {
    return this.execute(() => {
      const isOnPage = after ? isAfterKey(after, sort) : () => true;
      const order = documentComparator(sort);
      const page = this.matching(collection, siteId, filter)
        .map((stored) => ({ stored, document: withId(stored.id, stored.document) }))
        .filter(({ document }) => isOnPage(document))
        .sort((a, b) => order(a.document, b.document))
        .slice(offset, offset + limit);
      const last = page.at(-1);
      return {
        documents: page.map(({ stored }) => ({ ...stored, document: copyOf(stored.document) })),
        ...(last && page.length === limit && { next: pageKeyOf(last.document, sort) }),
      };
    });
  }

  count(collection: CollectionSpec, { siteId, filter, upTo }: Parameters<ReadStore['count']>[1]): Promise<number> {
    return this.execute(() => Math.min(this.matching(collection, siteId, filter).length, upTo + 1));
  }

  get(collection: CollectionSpec, siteId: string, id: string) {
    return this.execute(() => {
      const stored = this.documents(collection).get(id);
      if (stored?.document?.siteId !== siteId) return null;
      return { document: copyOf(stored.document), position: stored.position };
    });
  }

  checkpoint(name: string): Promise<Checkpoint | null> {
    return this.execute(() => this.checkpoints.get(name) ?? null);
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void> {
    return this.execute(() => this.moveCheckpoint(name, checkpoint));
  }

  clear(collection: CollectionSpec, checkpoint: string): Promise<void> {
    return this.execute(() => {
      this.collections.delete(collectionName(collection));
      this.checkpoints.delete(checkpoint);
    });
  }

  ping(): Promise<void> {
    return this.execute(() => undefined);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private documents(collection: CollectionSpec): DocumentsInMemory {
    const name = collectionName(collection);
    const documents = this.collections.get(name) ?? new DocumentsInMemory();
    this.collections.set(name, documents);
    return documents;
  }

  private matching(
    collection: CollectionSpec,
    siteId: string,
    filter = everything,
    keysOf = this.keysOfSubqueries(siteId),
  ): readonly LiveDocument[] {
    return [...this.documents(collection).ofSite(siteId)].filter(({ id, document }) =>
      matches(filter, withId(id, document), keysOf),
    );
  }

  /** What subqueries select, each computed once. */
  private keysOfSubqueries(siteId: string): KeysOfSubquery {
    const known = new Map<Subquery, ReadonlySet<string>>();
    const keysOf: KeysOfSubquery = (subquery) => {
      const { collection, field, filter } = subquery;
      const select = () =>
        new Set(
          this.matching(collection, siteId, filter, keysOf)
            .map(({ id, document }) => valueAt(withId(id, document), field))
            .filter(isScalar)
            .map(searchKey),
        );
      const keys = known.get(subquery) ?? select();
      known.set(subquery, keys);
      return keys;
    };
    return keysOf;
  }

  private moveCheckpoint(name: string, { position, storeId, caughtUpAt }: Checkpoint): void {
    const now = this.checkpoints.get(name);
    const stays = now?.storeId === storeId && now.position !== null && (position === null || position < now.position);
    this.checkpoints.set(name, { position: stays ? now.position : position, storeId, caughtUpAt });
  }

  private execute<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.closed) throw new ReadStoreUnavailable('the read store is closed');
      resolve(work());
    });
  }
}
