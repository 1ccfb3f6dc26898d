import type { Appended } from '../event-store';
import type { EncodedEvent } from '../stored-event';

/** What the writer's thread is asked: to append, or to finish. */
export type Order =
  { readonly stream: string; readonly events: readonly EncodedEvent[]; readonly expected: number } | 'CLOSE';

/** What came of an append. `outcome` of one that failed is that of `EventStoreUnavailable`. */
export type Outcome =
  | { readonly appended: Appended }
  | { readonly actual: number }
  | { readonly failed: string; readonly outcome: 'NONE' | 'UNKNOWN' };

/** What the thread says: once which store it opened, then for each group what came of its appends, in order. */
export type Report =
  | { readonly identity: string }
  | { readonly outcomes: readonly Outcome[]; /** Something was written. */ readonly wrote: boolean };
