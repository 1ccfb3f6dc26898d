import type { Position } from '@app/kernel';
import type { CollectionSpec, ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

/** Injects the `ReadStore` that holds the responses. */
export const RESPONSE_STORE = Symbol('RESPONSE_STORE');

/** The response to a write: its body as JSON text, its `ETag`, and the position that its consistency token stands for. */
export type StoredResponse = { readonly body: string; readonly etag?: string; readonly position: Position | null };

/** The use of an idempotency key that a response belongs to. A later claim of the same key has another `takenAt`. */
export type KeyUse = { readonly commandId: string; readonly takenAt: string | null };

/** The largest body that is stored; a repeat of a larger one is computed again from the events. */
export const MAX_STORED_BYTES = 262_144;

const responses: CollectionSpec = { name: 'answers', version: 1, indexes: [['expiresAt']] };
const NO_SITE = '-'; // responses are found by their claim, and swept for all sites together
const BODY = 'body:json'; // no filter can address this name, so the store makes no search keys of the text
/** The least time between two sweeps of one process. */
const SWEEP_EVERY_MS = 60_000;
/** Expired responses are removed a few at a time, with pauses: others write to the store meanwhile. */
const SWEEP_BATCH = 100;
const SWEEP_PAUSE_MS = 50;

/** The responses to writes with an idempotency key, until they expire. Independent of the read models. */
@Injectable()
export class StoredResponses implements OnApplicationBootstrap {
  private readonly log = new Logger('stored-responses');
  private sweptAt = -Infinity;
  private isSweeping = false;

  constructor(@Inject(RESPONSE_STORE) private readonly store: ReadStore) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([responses]);
  }

  /** The response to this use of a key, or `null`. Throws `ReadStoreUnavailable`. */
  async find(use: KeyUse): Promise<StoredResponse | null> {
    const stored = await this.store.get(responses, NO_SITE, idOf(use));
    if (!stored) return null;
    const { [BODY]: body, etag, position } = stored.document as Readonly<Record<string, string | null | undefined>>;
    return { body: body!, position: position == null ? null : BigInt(position), ...(etag != null && { etag }) };
  }

  /**
   * Stores a response until `expiresAt` (ISO 8601), unless there is one. Never rejects: without a stored response a repeat is
   * computed again from the events.
   */
  async save(use: KeyUse, { body, etag, position }: StoredResponse, expiresAt: string): Promise<void> {
    if (Buffer.byteLength(body) > MAX_STORED_BYTES) return;
    const document = {
      siteId: NO_SITE,
      expiresAt,
      position: position === null ? null : String(position),
      [BODY]: body,
    };
    const write = { id: idOf(use), document: { ...document, ...(etag !== undefined && { etag }) }, position: 0n };
    try {
      await this.store.write(responses, [{ ...write, loaded: null }]);
      this.sweepPeriodically();
    } catch (error) {
      this.log.warn({ err: error, msg: 'a response could not be stored' });
    }
  }

  /** Removes expired responses in batches. Gives how many. */
  async sweep(now: Date): Promise<number> {
    const filter = { field: 'expiresAt', is: 'lt', value: now.toISOString() } as const;
    for (let all = 0; ;) {
      const removed = await this.store.erase(responses, { siteId: NO_SITE, filter, limit: SWEEP_BATCH });
      all += removed;
      if (removed < SWEEP_BATCH) return all;
      await sleep(SWEEP_PAUSE_MS, undefined, { ref: false });
    }
  }

  private sweepPeriodically(): void {
    const now = Date.now();
    if (this.isSweeping || now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    this.isSweeping = true;
    this.sweep(new Date(now))
      .catch((error: unknown) => this.log.warn({ err: error, msg: 'expired responses could not be removed' }))
      .finally(() => (this.isSweeping = false));
  }
}

const idOf = ({ commandId, takenAt }: KeyUse): string => `${commandId}@${takenAt}`;
