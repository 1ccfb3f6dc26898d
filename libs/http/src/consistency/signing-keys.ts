import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { EventStore } from '@app/event-store';

/** Injects the `EventStore` of the process. */
export const EVENT_STORE = Symbol('EVENT_STORE');

export const SIGNATURE_BYTES = 16;

/** Makes key material for one purpose: as many bytes, always the same for the same store, unrelated to those of any other purpose. */
export type DeriveKey = (purpose: string, bytes: number) => Buffer;

/**
 * The keys of what this service hands out and wants to know again. They come from the event store's identity, which no
 * answer ever shows, so that every process on the same store has the same ones.
 */
export class SigningKeys<Keys> {
  private keys: Promise<Keys> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly make: (derive: DeriveKey) => Keys,
  ) {}

  /** Rejects while the store does not say who it is; asks it again the next time. */
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

/** Sixteen bytes that only who has the key can make of these. */
export const sign = (signed: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update(signed).digest().subarray(0, SIGNATURE_BYTES);

/** Whether the signature is that of these bytes; takes as long for a near miss as for any other. */
export const isValidSignature = (signed: Buffer, signature: Buffer, key: Buffer): boolean =>
  signature.length === SIGNATURE_BYTES && timingSafeEqual(signature, sign(signed, key));
