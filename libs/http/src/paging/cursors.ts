import type { EventStore } from '@app/event-store';
import { type Caller, type Json, ME } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, isValidSignature, sign, SIGNATURE_BYTES, SigningKeys } from '../consistency/signing-keys';
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

const VERSION = Buffer.of(1);
const HEAD_BYTES = VERSION.length + SIGNATURE_BYTES;
/** In characters. A cursor of this length and the filter in it fit into one request body together. */
const MAX_CURSOR_LENGTH = 140_000;

/**
 * Makes cursors: the content, signed together with the site and path of the list. They are not encrypted, so the content
 * must be something that the caller may see.
 */
@Injectable()
export class Cursors {
  private readonly keys: SigningKeys<Buffer>;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.keys = new SigningKeys(store, (derive) => derive('cursor: signature', 32));
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
    const list = Buffer.from(`${JSON.stringify([siteId, route, ...values])}\n`);
    const signed = (version: Buffer, content: Buffer) => Buffer.concat([version, list, content]);
    return {
      encode: async (json) => {
        const content = Buffer.from(JSON.stringify(json));
        return Buffer.concat([VERSION, sign(signed(VERSION, content), await this.keys.get()), content]).toString(
          'base64url',
        );
      },
      decode: async (cursor, field) => {
        const bytes = Buffer.from(cursor.length > MAX_CURSOR_LENGTH ? '' : cursor, 'base64url');
        const isBase64url = bytes.toString('base64url') === cursor; // decoding ignores invalid characters
        const version = bytes.subarray(0, VERSION.length);
        const signature = bytes.subarray(VERSION.length, HEAD_BYTES);
        const content = bytes.subarray(HEAD_BYTES);
        if (!isBase64url || !isValidSignature(signed(version, content), signature, await this.keys.get()))
          throw invalidCursor(field);
        return JSON.parse(content.toString()) as CursorContent;
      },
    };
  }
}
