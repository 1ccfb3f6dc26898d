import { documentComparator, withId, matches, pageKeyOf } from '../evaluate';
import { isAfterKey } from '../evaluate/sorting';
import { everything } from '../filter';
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

/** A copy, so that no caller can change what is stored. */
const copyOf = (document: Document): Document => JSON.parse(JSON.stringify(document)) as Document;
const copyOfStored = (stored: StoredDocument): StoredDocument => ({
  ...stored,
  document: stored.document && copyOf(stored.document),
});

type LiveDocument = StoredDocument & { readonly document: Document };

/** Documents in memory, for tests: the simplest implementation of the port, without indexes. */
export class InMemoryReadStore implements ReadStore {
  private readonly collections = new Map<string, Map<string, StoredDocument>>();
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
        if ((documents.get(stored.id)?.position ?? null) === loaded) documents.set(stored.id, copyOfStored(stored));
        else lost.push(index);
      }
      if (checkpoint && lost.length === 0) this.moveCheckpoint(checkpoint.name, checkpoint);
      return lost;
    });
  }

  sweep(collection: CollectionSpec, { siteId, field, equals, change, position }: SweepWrite): Promise<void> {
    return this.execute(() => {
      const matching = this.matching(collection, siteId, { field, is: 'eq', value: equals }).filter(
        (stored) => stored.position < position,
      );
      const swept = matching.map(({ id, document }) => ({
        id,
        document: change && { ...document, ...change },
        position,
      }));
      for (const { document } of swept) if (document) assertIndexable(collection, document);
      for (const stored of swept) this.documents(collection).set(stored.id, copyOfStored(stored));
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
      this.documents(collection).clear();
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

  private documents(collection: CollectionSpec): Map<string, StoredDocument> {
    const name = collectionName(collection);
    const documents = this.collections.get(name) ?? new Map<string, StoredDocument>();
    this.collections.set(name, documents);
    return documents;
  }

  private matching(collection: CollectionSpec, siteId: string, filter = everything): readonly LiveDocument[] {
    return [...this.documents(collection).values()].filter(
      (stored): stored is LiveDocument =>
        stored.document?.siteId === siteId && matches(filter, withId(stored.id, stored.document)),
    );
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
