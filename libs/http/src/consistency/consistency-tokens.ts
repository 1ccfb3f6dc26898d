import type { EventStore } from '@app/event-store';
import type { Position } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { invalid } from '../problems/problem';
import { type DeriveKey, EVENT_STORE, isValidSignature, sign, SIGNATURE_BYTES, SigningKeys } from './signing-keys';

/** The header of consistency tokens, in requests and responses. */
export const CONSISTENCY_HEADER = 'x-wix-consistent';

const VERSION = 1;
const STORE_TAG_BYTES = 8;
const POSITION_BYTES = 8;
const HEAD_BYTES = 1 + STORE_TAG_BYTES;
const SIGNED_BYTES = HEAD_BYTES + POSITION_BYTES;
/** 44 characters of base64url, without padding. */
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${((SIGNED_BYTES + SIGNATURE_BYTES) * 4) / 3}}$`);
/** Stands for the position before the first event, in an empty store. No store reaches it as a position. */
const BEFORE_FIRST_EVENT = 2n ** 64n - 1n;

type Keys = { readonly head: Buffer; readonly mac: Buffer };

/**
 * Tokens for reading one's own writes: the version of the format, a tag of the event store, a position, and a signature.
 * Every process on the same store encodes and decodes the same tokens.
 */
@Injectable()
export class ConsistencyTokens {
  private readonly keys: SigningKeys<Keys>;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.keys = new SigningKeys(store, keysFrom);
  }

  /** Loads the keys, after which `encode` cannot fail. Rejects while the event store is unavailable. */
  async prepare(): Promise<void> {
    await this.keys.get();
  }

  /** The token for this position; `null`: the store is empty. */
  async encode(position: Position | null): Promise<string> {
    const { head, mac } = await this.keys.get();
    const bytes = Buffer.alloc(POSITION_BYTES);
    bytes.writeBigUInt64BE(position ?? BEFORE_FIRST_EVENT);
    const signed = Buffer.concat([head, bytes]);
    return Buffer.concat([signed, sign(signed, mac)]).toString('base64url');
  }

  /**
   * The position in a header. `null`: no header, a token of another store, or a token of an empty store. Throws
   * `InvalidRequest` if the token is malformed or its signature is not valid.
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
