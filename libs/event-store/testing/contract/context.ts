import type { EventStore } from '../../src/event-store';

/** A store to be tested. `reopen` closes it and opens it again, as a new process would; absent for a store in memory. */
export type OpenedStore = {
  readonly store: EventStore;
  readonly reopen?: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
};

/** What the parts of the contract work with: the open store, and names that no other stream begins with. */
export type ContractContext = {
  readonly store: () => EventStore;
  readonly newStream: () => string;
};
