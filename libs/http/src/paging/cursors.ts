import type { EventStore } from '@app/event-store';
import { type Caller, type Json, ME } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EVENT_STORE, SigningKeys } from '../consistency/signing-keys';
import { invalid, type InvalidRequest } from '../problems/problem';

/** What a list stores in a cursor between two pages. */
export type CursorContent = { readonly [name: string]: Json | undefined };

/** Encodes and decodes cursors of one list: of one path on one site. */
export interface ListCursors {
  /** The cursor for this content: base64url, for the caller to send back. */
  encode(content: CursorContent): Promise<string>;
  /**
   * The content of a cursor. Throws `InvalidRequest` on this field if it is malformed, was not made by this service, or
   * belongs to another list.
   */
  decode(cursor: string, field: string): Promise<CursorContent>;
}

/** 400 for a cursor that does not belong to the list, sent in this field. */
export const invalidCursor = (field: string): InvalidRequest => invalid(field, 'is no cursor of this list', 'FORMAT');

const VERSION = Buffer.of(2);
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** In characters. A cursor of this length and the filter in it fit into one request body together. */
const MAX_CURSOR_LENGTH = 140_000;

/**
 * Makes cursors: the content, encrypted and authenticated together with the site and path of the list. The key of a page may
 * be of a document that the page does not show, because it turned out to be hidden; so nobody can read what a cursor holds.
 */
@Injectable()
export class Cursors {
  private readonly keys: SigningKeys<Buffer>;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.keys = new SigningKeys(store, (derive) => derive('cursor: encryption', KEY_BYTES));
  }

  /**
   * The cursors of the list at this path, for this caller. The path is the pattern of the route, then the value of each
   * parameter; `me` is replaced by the caller's member id.
   */
  forList(
    { siteId, memberId }: Pick<Caller, 'siteId' | 'memberId'>,
    [route, ...params]: readonly string[],
  ): ListCursors {
    const values = params.map((param) => (param === ME && memberId ? memberId : param));
    const list = Buffer.concat([VERSION, Buffer.from(JSON.stringify([siteId, route, ...values]))]);
    return {
      encode: async (content) => encrypted(Buffer.from(JSON.stringify(content)), list, await this.keys.get()),
      decode: async (cursor, field) => {
        const content = decrypted(cursor, list, await this.keys.get());
        if (!content) throw invalidCursor(field);
        return JSON.parse(content.toString()) as CursorContent;
      },
    };
  }
}

/** The cursor that holds this content and is valid for this list. */
function encrypted(content: Buffer, list: Buffer, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(list);
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([VERSION, nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** The content of a cursor; `null`: it is none of this list. */
function decrypted(cursor: string, list: Buffer, key: Buffer): Buffer | null {
  const bytes = Buffer.from(cursor.length > MAX_CURSOR_LENGTH ? '' : cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) return null; // decoding ignores invalid characters
  const [tagAt, textAt] = [VERSION.length + NONCE_BYTES, VERSION.length + NONCE_BYTES + TAG_BYTES];
  if (bytes.length < textAt || !bytes.subarray(0, VERSION.length).equals(VERSION)) return null;
  const nonce = bytes.subarray(VERSION.length, tagAt);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(list);
  decipher.setAuthTag(bytes.subarray(tagAt, textAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]);
  } catch {
    return null;
  }
}
