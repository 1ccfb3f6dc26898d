import { InMemoryEventStore, type NewEvent, type ReadStreamOptions } from '@app/event-store';
import { defineStream, NO_STREAM, PersistentMap, type Recorded } from '@app/kernel';
import { depositMade, withMetadata } from '../../kernel/testing/accounts.examples';
import type { AmountEvent } from './accounts.examples';
import type { Decider } from './decider';
import type { SnapshotStore } from './snapshots';

/** Counts the events that were read. */
export class CountingStore extends InMemoryEventStore {
  eventsRead = 0;
  reads = 0;
  onRead: (events: readonly Recorded[]) => void = () => {};
  override async readStream(stream: string, options?: ReadStreamOptions) {
    const events = await super.readStream(stream, options);
    this.reads += 1;
    this.eventsRead += events.length;
    this.onRead(events);
    return events;
  }
}

/** Keeps snapshots, and counts how often one was saved. */
export class SnapshotsInMemory implements SnapshotStore {
  readonly texts = new Map<string, string>();
  saves = 0;
  load(stream: string): Promise<string | null> {
    return Promise.resolve(this.texts.get(stream) ?? null);
  }
  save(stream: string, text: string): Promise<void> {
    this.saves += 1;
    this.texts.set(stream, text);
    return Promise.resolve();
  }
}

/** Folds an account into its balance and the positions of its deposits, by amount. */
export const balanceFold = {
  initial: () => ({ balance: 0, deposits: PersistentMap.of<string, bigint>() }),
  evolve: (
    { balance, deposits }: { balance: number; deposits: PersistentMap<string, bigint> },
    { type, data, position }: Recorded<AmountEvent>,
  ) =>
    type === 'DepositMade'
      ? { balance: balance + data.amount, deposits: deposits.with(String(data.amount), position) }
      : { balance: balance - data.amount, deposits },
  types: ['DepositMade', 'WithdrawalMade'] as const,
  version: 1,
};
/** The stream of most examples. */
export const NAME = 'account-savings';
export const streams = { account: defineStream(NAME, balanceFold) };
/** The balance as this process loads it. */
export const balance = async (decider: Decider) => (await decider.on(streams).load()).account.balance;

/** Appends deposits of 1, 2, …, so many at a time as one append takes. */
export async function depositMany(store: InMemoryEventStore, count: number, stream = NAME) {
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  let revision = last?.revision ?? NO_STREAM;
  for (let left = count; left > 0; left -= 1000) {
    const events = Array.from({ length: Math.min(left, 1000) }, (_, n) => depositMade('savings', revision + 2 + n));
    const appended: NewEvent[] = withMetadata(events);
    ({ revision } = await store.append(stream, appended, revision));
  }
}
/** The balance after so many of these deposits. */
export const sumTo = (count: number) => (count * (count + 1)) / 2;
/** Waits for a state that work in the background leads to. */
export const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

/** What `work` reads. */
export async function readsOf(store: CountingStore, work: () => Promise<unknown>) {
  store.eventsRead = store.reads = 0;
  await work();
  return { events: store.eventsRead, reads: store.reads };
}
