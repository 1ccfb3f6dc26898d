import type { EventStore } from '../../src/event-store';

/** An event as text, which need not be one that the store would write. */
export type RawEvent = { readonly id: string; readonly type: string; readonly data: string; readonly metadata: string };

/** A store to be tested. `reopen` closes it and opens it again, as a new process would; absent for a store in memory. */
export type OpenedStore = {
  readonly store: EventStore;
  /** Appends this event at the end of a stream, past all checks of `store`; absent where nothing can. */
  readonly writeRaw?: (stream: string, event: RawEvent) => Promise<void>;
  readonly reopen?: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
};

/** What the parts of the contract work with: the open store, and names that no other stream begins with. */
export type ContractContext = {
  readonly store: () => EventStore;
  readonly newStream: () => string;
  readonly writeRaw: (stream: string, event: RawEvent) => Promise<void>;
  readonly canWriteRaw: () => boolean;
};
