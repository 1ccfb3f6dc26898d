import type { EventStore } from '../../src/event-store';

/** A store to be tested. `reopen` gives the same store to a new process, as far as a test can; absent where nothing stays. */
export type Opened = {
  readonly store: EventStore;
  readonly reopen?: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
};

/** How the parts of the contract get at the store that the suite opened, and at names that no other test uses. */
export type Bench = { readonly opened: () => Opened; readonly store: () => EventStore; readonly fresh: () => string };
