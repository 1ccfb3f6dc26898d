import type { EventStore } from '@app/event-store';
import { type Caller, type Json, ME } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, isValidSignature, sign, SIGNATURE_BYTES, SigningKeys } from '../consistency/signing-keys';
import { invalid, type InvalidRequest } from '../problems/problem';

/** What a cursor remembers between two pages: JSON that means something to the list which it belongs to. */
export type CursorContent = { readonly [name: string]: Json | undefined };

/** The cursors of one list: of one path on one site. */
export interface ListCursors {
  /** The cursor that remembers this, as text for the caller to send back. */
  encode(remembered: CursorContent): Promise<string>;
  /**
   * What the cursor remembers. Throws `InvalidRequest` on this field for what is no cursor, was not made by this service,
   * or belongs to another list.
   */
  decode(cursor: string, field: string): Promise<CursorContent>;
}

/** 400 for a cursor that cannot be gone on with. */
export const invalidCursor = (field: string): InvalidRequest => invalid(field, 'is no cursor of this list', 'FORMAT');

const VERSION = Buffer.of(1);
const HEAD_BYTES = VERSION.length + SIGNATURE_BYTES;
/** In characters. A cursor of this length and the filter that it remembers fit into one body together. */
const MAX_CURSOR_LENGTH = 140_000;

/**
 * Cursors: what a list remembers between pages, signed together with the site and the path that it is for. Signed and not
 * encrypted: whoever holds one may see everything that is in it.
 */
@Injectable()
export class Cursors {
  private readonly keys: SigningKeys<Buffer>;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.keys = new SigningKeys(store, (derive) => derive('cursor: signature', 32));
  }

  /**
   * The cursors of the list at this path, as this caller sees it. The path: the pattern of its route, and what stands for
   * each parameter; `me` is somebody else for everyone.
   */
  forList(
    { siteId, memberId }: Pick<Caller, 'siteId' | 'memberId'>,
    [route, ...params]: readonly string[],
  ): ListCursors {
    const whose = params.map((param) => (param === ME && memberId ? memberId : param));
    const list = Buffer.from(`${JSON.stringify([siteId, route, ...whose])}\n`);
    const signed = (version: Buffer, content: Buffer) => Buffer.concat([version, list, content]);
    return {
      encode: async (remembered) => {
        const content = Buffer.from(JSON.stringify(remembered));
        return Buffer.concat([VERSION, sign(signed(VERSION, content), await this.keys.get()), content]).toString(
          'base64url',
        );
      },
      decode: async (cursor, field) => {
        const bytes = Buffer.from(cursor.length > MAX_CURSOR_LENGTH ? '' : cursor, 'base64url');
        const isPlain = bytes.toString('base64url') === cursor; // decoding skips what is none of its characters
        const version = bytes.subarray(0, VERSION.length);
        const signature = bytes.subarray(VERSION.length, HEAD_BYTES);
        const content = bytes.subarray(HEAD_BYTES);
        if (!isPlain || !isValidSignature(signed(version, content), signature, await this.keys.get()))
          throw invalidCursor(field);
        return JSON.parse(content.toString()) as CursorContent;
      },
    };
  }
}
