import { compareBy, identified, matches, pageKeyOf } from '../evaluate';
import { isBehind } from '../evaluate/sorting';
import { everything } from '../filter';
import { collectionName, refuseUnindexable } from '../indexed-fields';
import {
  ReadStoreUnavailable,
  type Checkpoint,
  type CollectionSpec,
  type Document,
  type Find,
  type Found,
  type GuardedWrite,
  type ReadStore,
  type Stored,
  type SweepWrite,
} from '../read-store';

/** A document of its own for whoever gets it: nobody can change what is stored. */
const copyOf = (document: Document): Document => JSON.parse(JSON.stringify(document)) as Document;
const copyOfStored = (stored: Stored): Stored => ({ ...stored, document: stored.document && copyOf(stored.document) });

type Living = Stored & { readonly document: Document };

/** Documents in the memory of this process, for tests: the plain meaning of the port, without an index or a file. */
export class InMemoryReadStore implements ReadStore {
  private readonly collections = new Map<string, Map<string, Stored>>();
  private readonly checkpoints = new Map<string, Checkpoint>();
  private closed = false;

  async prepare(specs: readonly CollectionSpec[]): Promise<void> {
    await this.answer(() => specs.forEach((spec) => this.documents(spec)));
  }

  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    return this.answer(() => {
      const found = ids.map((id) => this.documents(collection).get(id)).filter((stored) => stored !== undefined);
      return new Map(found.map((stored) => [stored.id, copyOfStored(stored)]));
    });
  }

  write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]> {
    return this.answer(() => {
      for (const { document } of writes) if (document) refuseUnindexable(collection, document);
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
    return this.answer(() => {
      const due = this.matching(collection, siteId, { field, is: 'eq', value: equals }).filter(
        (stored) => stored.position < position,
      );
      const swept = due.map(({ id, document }) => ({ id, document: change && { ...document, ...change }, position }));
      for (const { document } of swept) if (document) refuseUnindexable(collection, document);
      for (const stored of swept) this.documents(collection).set(stored.id, copyOfStored(stored));
    });
  }

  erase(collection: CollectionSpec, { siteId, filter, limit }: Parameters<ReadStore['erase']>[1]): Promise<number> {
    return this.answer(() => {
      const due = this.matching(collection, siteId, filter).slice(0, limit);
      for (const { id } of due) this.documents(collection).delete(id);
      return due.length;
    });
  }

  find(collection: CollectionSpec, { siteId, filter, sort, limit, offset = 0, after }: Find): Promise<Found> {
    return this.answer(() => {
      const isDue = after ? isBehind(after, sort) : () => true;
      const order = compareBy(sort);
      const page = this.matching(collection, siteId, filter)
        .map((stored) => ({ stored, document: identified(stored.id, stored.document) }))
        .filter(({ document }) => isDue(document))
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
    return this.answer(() => Math.min(this.matching(collection, siteId, filter).length, upTo + 1));
  }

  get(collection: CollectionSpec, siteId: string, id: string) {
    return this.answer(() => {
      const stored = this.documents(collection).get(id);
      if (stored?.document?.siteId !== siteId) return null;
      return { document: copyOf(stored.document), position: stored.position };
    });
  }

  checkpoint(name: string): Promise<Checkpoint | null> {
    return this.answer(() => this.checkpoints.get(name) ?? null);
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void> {
    return this.answer(() => this.moveCheckpoint(name, checkpoint));
  }

  clear(collection: CollectionSpec, checkpoint: string): Promise<void> {
    return this.answer(() => {
      this.documents(collection).clear();
      this.checkpoints.delete(checkpoint);
    });
  }

  ping(): Promise<void> {
    return this.answer(() => undefined);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private documents(collection: CollectionSpec): Map<string, Stored> {
    const name = collectionName(collection);
    const documents = this.collections.get(name) ?? new Map<string, Stored>();
    this.collections.set(name, documents);
    return documents;
  }

  private matching(collection: CollectionSpec, siteId: string, filter = everything): readonly Living[] {
    return [...this.documents(collection).values()].filter(
      (stored): stored is Living =>
        stored.document?.siteId === siteId && matches(filter, identified(stored.id, stored.document)),
    );
  }

  private moveCheckpoint(name: string, { position, storeId, caughtUpAt }: Checkpoint): void {
    const now = this.checkpoints.get(name);
    const stays = now?.storeId === storeId && now.position !== null && (position === null || position < now.position);
    this.checkpoints.set(name, { position: stays ? now.position : position, storeId, caughtUpAt });
  }

  private answer<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.closed) throw new ReadStoreUnavailable('the read store is closed');
      resolve(work());
    });
  }
}
