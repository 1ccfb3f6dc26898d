import type { Json } from '@app/kernel';

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
