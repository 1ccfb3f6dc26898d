import type { AppendResult } from '../event-store';
import type { EncodedEvent } from '../stored-event';

/** One append, as it is handed to the writer thread. */
export type AppendRequest = {
  readonly stream: string;
  readonly events: readonly EncodedEvent[];
  readonly expected: number;
};

/** What the main thread sends to the writer thread. */
export type WriterRequest = AppendRequest | 'CLOSE';

/**
 * The result of one append: it succeeded (or repeated a stored one), its stream is at revision `actual` instead of the
 * expected one, or it failed. `outcome` means the same as in `EventStoreUnavailable`.
 */
export type WriterResult =
  | { readonly appended: AppendResult }
  | { readonly actual: number }
  | { readonly failed: string; readonly outcome: 'NONE' | 'UNKNOWN' };

/** What the writer thread sends: first the id of the store that it opened, then the results of each group, in order. */
export type WriterReply =
  | { readonly storeId: string }
  | { readonly results: readonly WriterResult[]; /** Whether an append succeeded. */ readonly wrote: boolean };
