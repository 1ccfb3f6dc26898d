import type { Json, Position } from '@app/kernel';
import type { CollectionSpec } from './collection-spec';
import type { Filter, SortBy } from './filter';

export type { CollectionSpec };

/** A document: plain JSON. It belongs to the site `siteId`; queries for another site never find it. */
export type Document = { readonly siteId: string; readonly [field: string]: Json | undefined };

/** A stored document. `null` is a tombstone, which only `load` gives. `position` is that of the last event applied to it. */
export type StoredDocument = { readonly id: string; readonly document: Document | null; readonly position: Position };

/** Writes a document if its stored position is still `loaded`, or, with `null`, if there is none: optimistic concurrency. */
export type GuardedWrite = StoredDocument & { readonly loaded: Position | null };

/**
 * Changes every document of the site whose `field` equals this value and whose position is lower: sets fields, or, with
 * `null`, replaces the document with a tombstone.
 */
export type SweepWrite = {
  readonly siteId: string;
  readonly field: string;
  readonly equals: string;
  readonly change: Readonly<Record<string, Json>> | null;
  readonly position: Position;
};

/** The position up to which a projection or a policy has processed the events of the store with this id. */
export type Checkpoint = {
  readonly position: Position | null;
  readonly storeId: string;
  /** When it was last caught up, ISO 8601; `null`: not yet since it started. */
  readonly caughtUpAt: string | null;
};

/** Which documents of a site to find, and which page of them. */
export type FindQuery = {
  readonly siteId: string;
  readonly filter?: Filter;
  /** `id`, ascending, is added as the last sort field unless `id` is among these. */
  readonly sort?: readonly SortBy[];
  readonly limit: number;
  readonly offset?: number;
  /** Instead of `offset`: the page after this key, which an earlier page with the same filter and sort gave as `next`. */
  readonly after?: PageKey;
};

/** The sort values of the last document of a page, its id last. Plain JSON, so that it can be part of a cursor. */
export type PageKey = readonly (string | number | boolean | null)[];

/** A page of documents. */
export type FindResult = {
  readonly documents: readonly { readonly id: string; readonly document: Document; readonly position: Position }[];
  /** The key after which the next page starts; absent when this page is not full. */
  readonly next?: PageKey;
};

/**
 * Documents that projections write and queries read. Every method throws `ReadStoreUnavailable` when the store cannot be
 * reached or is closed. A projection calls `write` (again for the writes whose guard failed), then `sweep`, then
 * `saveCheckpoint`.
 */
export interface ReadStore {
  /** Creates the collections and indexes that are missing. */
  prepare(specs: readonly CollectionSpec[]): Promise<void>;

  /** Documents by id, tombstones included; unknown ids are left out. Of all sites, since it is for projections. */
  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>>;

  /**
   * Each write takes effect if its guard holds. Gives the indexes of the writes whose guard failed.
   * If none failed, `checkpoint` is saved too: in the same transaction by the embedded store, right after the writes by
   * MongoDB.
   */
  write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]>;

  /**
   * Changes at most `limit` of the matching documents. `true`: none is left. `false`: there may be more, or another writer
   * has replaced one meanwhile; call it again.
   */
  sweep(collection: CollectionSpec, sweep: SweepWrite, limit: number): Promise<boolean>;

  /**
   * Deletes at most `limit` matching documents of a site, without tombstones: for documents that no projection writes.
   * Gives how many were deleted.
   */
  erase(
    collection: CollectionSpec,
    query: { readonly siteId: string; readonly filter?: Filter; readonly limit: number },
  ): Promise<number>;

  /** A page of matching documents of a site. Throws `TypeError` for a bad field name or a key of another sort. */
  find(collection: CollectionSpec, find: FindQuery): Promise<FindResult>;
  /** How many documents of the site match; `upTo + 1` if there are more than `upTo`. */
  count(
    collection: CollectionSpec,
    query: { readonly siteId: string; readonly filter?: Filter; readonly upTo: number },
  ): Promise<number>;
  /** One document by id; `null` when there is none or it belongs to another site. */
  get(
    collection: CollectionSpec,
    siteId: string,
    id: string,
  ): Promise<{ document: Document; position: Position } | null>;

  /** The saved checkpoint; `null` when there is none. */
  checkpoint(name: string): Promise<Checkpoint | null>;
  /** Only moves forwards: with a lower position of the same store only `caughtUpAt` changes. Another `storeId` replaces it. */
  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void>;
  /** Deletes all documents of a collection, and a checkpoint, before a rebuild. */
  clear(collection: CollectionSpec, checkpoint: string): Promise<void>;

  /** Resolves if the store can be read. */
  ping(): Promise<void>;
  /** Releases all resources. Every later call throws `ReadStoreUnavailable`. */
  close(): Promise<void>;
}

/** The store did not do what was called, in time or at all. A write may have taken effect all the same. */
export class ReadStoreUnavailable extends Error {
  override readonly name = 'ReadStoreUnavailable';
}

/** A view did not reach the position that a reader waits for in time. */
export class ReadModelBehind extends Error {
  override readonly name = 'ReadModelBehind';
}
