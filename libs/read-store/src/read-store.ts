import type { Json, Position } from '@app/kernel';
import type { Filter, SortBy } from './filter';

/** A document: plain JSON. Top-level `siteId` says whose it is; no other site's query ever finds it. */
export type Document = { readonly siteId: string; readonly [field: string]: Json | undefined };

/**
 * What a view needs of the store. `name.v<version>` is the collection; an index is a list of fields, led by the site by itself.
 * Indexed fields hold scalars or nothing: `write` and `sweep` throw `TypeError` for a list or an object there.
 */
export type CollectionSpec = {
  readonly name: string;
  readonly version: number;
  readonly indexes: readonly (readonly string[])[];
};

/** A document as stored: `null` is a tombstone, which only `load` sees. `position` is that of the last event it heard. */
export type Stored = { readonly id: string; readonly document: Document | null; readonly position: Position };

/** Puts one document in place if it is still as it was loaded: `loaded` is its position then, `null` when there was none. */
export type GuardedWrite = Stored & { readonly loaded: Position | null };

/** Sets fields of (or, with `null`, removes) every document of the site whose `field` equals this and whose position is lower. */
export type SweepWrite = {
  readonly siteId: string;
  readonly field: string;
  readonly equals: string;
  readonly change: Readonly<Record<string, Json>> | null;
  readonly position: Position;
};

/** How far a projection or a policy has come, and of which event store. */
export type Checkpoint = {
  readonly position: Position | null;
  readonly storeId: string;
  /** When it last had nothing more to do, ISO 8601; `null`: not yet since it started. */
  readonly caughtUpAt: string | null;
};

export type Find = {
  readonly siteId: string;
  readonly filter?: Filter;
  /** The document's id, ascending, always is the last key unless the sort names another order for `id`. */
  readonly sort?: readonly SortBy[];
  readonly limit: number;
  readonly offset?: number;
  /** Instead of `offset`: go on behind this key, which an earlier page gave. Same filter, same sort. */
  readonly after?: PageKey;
};

/** The values by which a page's last document was sorted, its id last. Plain JSON, so that it can travel. */
export type PageKey = readonly (string | number | boolean | null)[];

export type Found = {
  readonly documents: readonly { readonly id: string; readonly document: Document; readonly position: Position }[];
  /** Behind the last document of this page; absent when the page is not full. */
  readonly next?: PageKey;
};

/**
 * Documents that projections keep and queries read. Every method throws `ReadStoreUnavailable` when the store cannot be asked.
 * A projection's writes come in pieces: `write` (again and again for what was lost), then `sweep`, then `saveCheckpoint`.
 */
export interface ReadStore {
  /** Makes collections and their indexes where they are missing. */
  prepare(specs: readonly CollectionSpec[]): Promise<void>;

  /** Documents by id, tombstones included; unknown ids are left out. No site: this is for projectors. */
  load(collection: CollectionSpec, ids: readonly string[]): Promise<ReadonlyMap<string, Stored>>;

  /**
   * Each write takes effect if its guard holds. Gives the indexes of those whose guard was lost.
   * With `checkpoint`, and only if no guard was lost, the checkpoint moves in the same step where the store can do that
   * (embedded), right behind it where not.
   */
  write(
    collection: CollectionSpec,
    writes: readonly GuardedWrite[],
    checkpoint?: { readonly name: string } & Checkpoint,
  ): Promise<readonly number[]>;

  /** Set-based: a thousand documents at a time until none is left. Repeating it changes nothing. */
  sweep(collection: CollectionSpec, sweep: SweepWrite): Promise<void>;

  /**
   * Forgets at most `limit` documents of a site that match, without a tombstone: for documents that no projection keeps.
   * Gives how many those were.
   */
  erase(
    collection: CollectionSpec,
    query: { readonly siteId: string; readonly filter?: Filter; readonly limit: number },
  ): Promise<number>;

  find(collection: CollectionSpec, find: Find): Promise<Found>;
  /** How many match; stops counting at `upTo` and gives `upTo + 1` then. */
  count(
    collection: CollectionSpec,
    query: { readonly siteId: string; readonly filter?: Filter; readonly upTo: number },
  ): Promise<number>;
  /** One document by id, if it belongs to the site. */
  get(
    collection: CollectionSpec,
    siteId: string,
    id: string,
  ): Promise<{ document: Document; position: Position } | null>;

  checkpoint(name: string): Promise<Checkpoint | null>;
  /** Only moves forwards: a lower position of the same store changes nothing but `caughtUpAt`. Another `storeId` replaces it. */
  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<void>;
  /** Empties a collection and forgets a checkpoint, before a rebuild. */
  clear(collection: CollectionSpec, checkpoint: string): Promise<void>;

  /** Answers if the store can be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export class ReadStoreUnavailable extends Error {
  override readonly name = 'ReadStoreUnavailable';
}

/** A view did not reach the position that a reader asked for in time. */
export class ReadModelBehind extends Error {
  override readonly name = 'ReadModelBehind';
}
