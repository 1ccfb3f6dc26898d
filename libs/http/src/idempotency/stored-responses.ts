import type { Position } from '@app/kernel';
import type { CollectionSpec, ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/** Injects the `ReadStore` that answers are kept in. */
export const RESPONSE_STORE = Symbol('ANSWER_STORE');

/** The answer to a write: its body as JSON text, its tag, and how far into the events whoever has it has seen. */
export type StoredResponse = { readonly body: string; readonly etag?: string; readonly position: Position | null };

/** Which use of a key an answer belongs to. A store that lost the claim and got another one has none for it. */
export type KeyUse = { readonly commandId: string; readonly takenAt: string | null };

/** An answer that is longer, in bytes, is not kept: a repeat has it made again from the events. */
export const MAX_STORED_BYTES = 262_144;

const responses: CollectionSpec = { name: 'answers', version: 1, indexes: [['expiresAt']] };
const NO_SITE = '-'; // answers are found by their claim only, and expire all together
const BODY = 'body:json'; // a name that no filter can address, so that the store makes no search keys of the text
const SWEEP_EVERY_MS = 60_000; // ms
const SWEEP_BATCH = 500;

/** The answers to writes with a key, beside the views and independent of them, until they expire. */
@Injectable()
export class StoredResponses implements OnApplicationBootstrap {
  private readonly log = new Logger('kept-answers');
  private sweptAt = -Infinity;

  constructor(@Inject(RESPONSE_STORE) private readonly store: ReadStore) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([responses]);
  }

  /** The answer of this use, or `null`. Throws `ReadStoreUnavailable`. */
  async find(use: KeyUse): Promise<StoredResponse | null> {
    const kept = await this.store.get(responses, NO_SITE, idOf(use));
    if (!kept) return null;
    const { [BODY]: body, etag, position } = kept.document as Readonly<Record<string, string | null | undefined>>;
    return { body: body!, position: position == null ? null : BigInt(position), ...(etag != null && { etag }) };
  }

  /** Keeps an answer until then (ISO 8601), unless there is one. Never rejects: without it a repeat is answered from the events. */
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
      this.log.warn({ err: error, msg: 'an answer could not be kept' });
    }
  }

  /** Removes what has expired, some at a time. Gives how many those were. */
  async sweep(now: Date): Promise<number> {
    const filter = { field: 'expiresAt', is: 'lt', value: now.toISOString() } as const;
    for (let all = 0; ;) {
      const removed = await this.store.erase(responses, { siteId: NO_SITE, filter, limit: SWEEP_BATCH });
      all += removed;
      if (removed < SWEEP_BATCH) return all;
    }
  }

  private sweepPeriodically(): void {
    const now = Date.now();
    if (now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    this.sweep(new Date(now)).catch((error: unknown) => {
      this.log.warn({ err: error, msg: 'expired answers could not be removed' });
    });
  }
}

const idOf = ({ commandId, takenAt }: KeyUse): string => `${commandId}@${takenAt}`;
