import type { EventStore } from '@app/event-store';
import type { Position } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { invalid } from '../problems/problem';
import { type DeriveKey, EVENT_STORE, isValidSignature, sign, SIGNATURE_BYTES, SigningKeys } from './signing-keys';

export const CONSISTENCY_HEADER = 'x-wix-consistent';

const VERSION = 1;
const STORE_TAG_BYTES = 8;
const POSITION_BYTES = 8;
const HEAD_BYTES = 1 + STORE_TAG_BYTES;
const SIGNED_BYTES = HEAD_BYTES + POSITION_BYTES;
/** 44 characters of base64url, without padding. */
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${((SIGNED_BYTES + SIGNATURE_BYTES) * 4) / 3}}$`);
/** Stands for the place before the first event. No store has a position up there. */
const BEFORE_FIRST_EVENT = 2n ** 64n - 1n;

type Keys = { readonly head: Buffer; readonly mac: Buffer };

/**
 * Read-your-writes tokens: a position, and of which store, signed. Every process on the same store makes and reads the
 * same ones, because the key comes from the store's identity, which no answer ever shows.
 */
@Injectable()
export class ConsistencyTokens {
  private readonly keys: SigningKeys<Keys>;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.keys = new SigningKeys(store, keysFrom);
  }

  /** Gets ready for `encode`, which then cannot fail any more. */
  async prepare(): Promise<void> {
    await this.keys.get();
  }

  /** A token for this position; `null`: the store is empty. */
  async encode(position: Position | null): Promise<string> {
    const { head, mac } = await this.keys.get();
    const place = Buffer.alloc(POSITION_BYTES);
    place.writeBigUInt64BE(position ?? BEFORE_FIRST_EVENT);
    const signed = Buffer.concat([head, place]);
    return Buffer.concat([signed, sign(signed, mac)]).toString('base64url');
  }

  /**
   * The position in a header. `null`: there is no header, the token is of another store, or it was made when nothing had
   * happened yet. Throws `InvalidRequest` for what is no token or was not made here.
   */
  async decode(header: string | undefined): Promise<Position | null> {
    if (!header) return null;
    if (!TOKEN.test(header)) throw invalid(CONSISTENCY_HEADER, 'is not a token of this service', 'FORMAT');
    const { head, mac } = await this.keys.get();
    const token = Buffer.from(header, 'base64url');
    if (!token.subarray(0, HEAD_BYTES).equals(head)) return null;
    const signed = token.subarray(0, SIGNED_BYTES);
    if (!isValidSignature(signed, token.subarray(SIGNED_BYTES), mac))
      throw invalid(CONSISTENCY_HEADER, 'is not a token of this service', 'FORMAT');
    const position = signed.readBigUInt64BE(HEAD_BYTES);
    return position === BEFORE_FIRST_EVENT ? null : position;
  }
}

const keysFrom = (derive: DeriveKey): Keys => ({
  head: Buffer.concat([Buffer.of(VERSION), derive('consistency token: store tag', STORE_TAG_BYTES)]),
  mac: derive('consistency token: signature', 32),
});
