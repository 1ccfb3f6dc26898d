import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { EventStore } from '@app/event-store';

/** Injects the `EventStore` of the process. */
export const EVENT_STORE = Symbol('EVENT_STORE');

/** The length of a signature. */
export const SIGNATURE_BYTES = 16;

/** Derives a key of this many bytes for one purpose: always the same for the same event store. */
export type DeriveKey = (purpose: string, bytes: number) => Buffer;

/**
 * The keys for cursors and consistency tokens. They are derived from the event store's identity, which is never
 * sent to anybody, so every process on the same store has the same keys.
 */
export class SigningKeys<Keys> {
  private keys: Promise<Keys> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly make: (derive: DeriveKey) => Keys,
  ) {}

  /** The keys. Rejects while the store's identity cannot be read; the next call tries again. */
  get(): Promise<Keys> {
    this.keys ??= this.store.identity().then(
      (identity) => this.make((purpose, bytes) => Buffer.from(hkdfSync('sha256', identity, '', purpose, bytes))),
      (error: unknown) => {
        this.keys = undefined;
        throw error;
      },
    );
    return this.keys;
  }
}

/** The signature of these bytes: an HMAC of 16 bytes. */
export const sign = (signed: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update(signed).digest().subarray(0, SIGNATURE_BYTES);

/** Whether a signature is valid for these bytes, compared in constant time. */
export const isValidSignature = (signed: Buffer, signature: Buffer, key: Buffer): boolean =>
  signature.length === SIGNATURE_BYTES && timingSafeEqual(signature, sign(signed, key));
