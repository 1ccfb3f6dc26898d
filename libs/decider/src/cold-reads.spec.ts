import { InMemoryEventStore, type NewEvent, type ReadStreamOptions, WrongExpectedRevision } from '@app/event-store';
import { accept, defineStream, NO_STREAM, PersistentMap, type Recorded } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { depositMade, withMetadata } from '../../kernel/testing/accounts.examples';
import { context, deposit, type AmountEvent, ravi } from './accounts.examples';
import type { Claim } from './claim';
import { newCommandMetadata } from './command-metadata';
import { Decider } from './decider';
import type { SnapshotStore } from './snapshots';

/** Counts the events that were read. */
class CountingStore extends InMemoryEventStore {
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

class SnapshotsInMemory implements SnapshotStore {
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
const fold = {
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
const NAME = 'account-savings';
const streams = { account: defineStream(NAME, fold) };
const balance = async (decider: Decider) => (await decider.on(streams).load()).account.balance;

/** Appends deposits of 1, 2, …, so many at a time as one append takes. */
async function depositMany(store: InMemoryEventStore, count: number, stream = NAME) {
  const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  let revision = last?.revision ?? NO_STREAM;
  for (let left = count; left > 0; left -= 1000) {
    const events = Array.from({ length: Math.min(left, 1000) }, (_, n) => depositMade('savings', revision + 2 + n));
    const appended: NewEvent[] = withMetadata(events);
    ({ revision } = await store.append(stream, appended, revision));
  }
}
/** The balance after so many of these deposits. */
const sumTo = (count: number) => (count * (count + 1)) / 2;
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

let store: CountingStore;
let snapshots: SnapshotsInMemory;
const newProcess = (over: EventStoreOfTest = store) => new Decider(over, undefined, null, { snapshots });
type EventStoreOfTest = InMemoryEventStore;
beforeEach(() => {
  store = new CountingStore();
  snapshots = new SnapshotsInMemory();
});
/** What `work` reads. */
async function readsOf(work: () => Promise<unknown>) {
  store.eventsRead = store.reads = 0;
  await work();
  return { events: store.eventsRead, reads: store.reads };
}

describe('a stream that is not cached', () => {
  it('is read without keeping its events', async () => {
    await depositMany(store, 4000);
    setFlagsFromString('--expose_gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const read: WeakRef<Recorded>[] = [];
    let kept = 0;
    store.onRead = (events) => {
      const isLast = events.at(-1)?.revision === 3999;
      if (isLast) collectGarbage();
      if (isLast) kept = read.filter((event) => event.deref() !== undefined).length;
      read.push(...events.map((event) => new WeakRef(event)));
    };
    expect(await balance(new Decider(store))).toBe(sumTo(4000));
    expect(read).toHaveLength(4000);
    expect(kept).toBeLessThanOrEqual(1000); // the page before, and what a collection may leave
  });

  it('is read once when it is loaded many times at once, and every load has what was appended before it', async () => {
    await depositMany(store, 3000);
    const decider = new Decider(store);
    const { events } = await readsOf(async () => {
      const loads = Array.from({ length: 20 }, () => balance(decider));
      await depositMany(store, 1);
      loads.push(balance(decider));
      const balances = await Promise.all(loads);
      expect(balances.at(-1)).toBe(sumTo(3001));
    });
    expect(events).toBeLessThan(3100);
  });

  it('is read again after the read has failed', async () => {
    await depositMany(store, 3);
    const decider = new Decider(store);
    store.onRead = () => {
      throw new Error('away');
    };
    await expect(Promise.all([balance(decider), balance(decider)])).rejects.toThrow('away');
    store.onRead = () => {};
    expect(await balance(decider)).toBe(sumTo(3));
  });
});

describe('the cache of states', () => {
  const withText = (text: string) => ({
    ...fold,
    initial: () => ({ text, state: fold.initial() }),
    evolve: (before: { text: string; state: ReturnType<typeof fold.initial> }, event: Recorded<AmountEvent>) => ({
      ...before,
      state: fold.evolve(before.state, event),
    }),
  });
  const load = async (decider: Decider, name: string, text: string) =>
    decider.on({ account: defineStream(`account-${name}`, withText(text)) }).load();

  it('holds as many streams as fit by their size, the latest ones', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `s${n}`);
    for (const name of names) await depositMany(store, 1, `account-${name}`);
    const decider = new Decider(store, undefined, null, { cacheBytes: 100_000 });
    const coldReads = async (text: string) => {
      const { events } = await readsOf(async () => {
        for (const name of [...names].reverse()) await load(decider, name, text);
      });
      return events;
    };
    for (const name of names) await load(decider, name, 'short');
    expect(await coldReads('short')).toBe(0);
    const large = 'x'.repeat(15_000); // 30 kB each: three of them fit
    const others = new Decider(store, undefined, null, { cacheBytes: 100_000 });
    for (const name of names) await load(others, name, large);
    const { events } = await readsOf(async () => {
      for (const name of ['s7', 's6', 's5', 's4']) await load(others, name, large);
    });
    expect(events).toBe(1);
  });

  it('counts a state by its size, not by the events that made it', async () => {
    const decider = new Decider(store, undefined, null, { cacheBytes: 20_000 });
    await balance(decider);
    for (let n = 0; n < 100; n++)
      await decider.on(streams).decide('account', () => accept<AmountEvent>(deposit(1)), context());
    expect((await readsOf(() => balance(decider))).events).toBe(0);
  });
});

describe('a snapshot', () => {
  const saved = () => until(() => snapshots.texts.size > 0);

  it('is made of a long stream, so that another process reads a page and what came since', async () => {
    await depositMany(store, 20_000);
    expect((await readsOf(() => balance(newProcess()))).events).toBe(20_000);
    await saved();
    await depositMany(store, 7);
    const { events, reads } = await readsOf(async () => expect(await balance(newProcess())).toBe(sumTo(20_007)));
    expect(events).toBe(500 + 1 + 7);
    expect(reads).toBe(3);
    expect(snapshots.saves).toBe(1);
  });

  it('has the whole state', async () => {
    await depositMany(store, 600);
    const first = await newProcess().on(streams).load();
    await saved();
    const { account } = await newProcess().on(streams).load();
    expect({ ...account, deposits: [...account.deposits] }).toEqual({
      ...first.account,
      deposits: [...first.account.deposits],
    });
  });

  it('is decided on with the rest of the stream', async () => {
    await depositMany(store, 600);
    await balance(newProcess());
    await saved();
    await depositMany(store, 1);
    const decide = newProcess()
      .on(streams)
      .decide('account', ({ account }) => accept<AmountEvent>(deposit(account.balance)), context());
    expect(await decide).toMatchObject({ states: { account: { balance: 2 * sumTo(601) } } });
    expect(await balance(new Decider(store))).toBe(2 * sumTo(601));
  });

  it('is made again every five hundred events, also when all are read from the cache', async () => {
    await depositMany(store, 499);
    const decider = newProcess();
    await balance(decider);
    const add = async () => decider.on(streams).decide('account', () => accept<AmountEvent>(deposit(1)), context());
    for (const saves of [1, 2]) {
      await add();
      await until(() => snapshots.saves === saves);
      await depositMany(store, 498);
      await balance(decider);
      await add();
      expect(snapshots.saves).toBe(saves);
    }
  });

  it('is neither made nor looked for when the stream is short', async () => {
    await depositMany(store, 499);
    const load = jest.spyOn(snapshots, 'load');
    await balance(newProcess());
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect([load.mock.calls.length, snapshots.saves]).toEqual([0, 0]);
  });

  const otherVersion = { account: defineStream(NAME, { ...fold, version: 2 }) };
  const otherTypes = {
    account: defineStream(NAME, { ...fold, types: ['DepositMade', 'WithdrawalMade', 'Opened' as never] }),
  };
  const loaders: [string, () => Promise<number>][] = [
    ['another version of the fold', async () => (await newProcess().on(otherVersion).load()).account.balance],
    ['other event types', async () => (await newProcess().on(otherTypes).load()).account.balance],
  ];
  it.each(loaders)('of %s is ignored', async (_, load) => {
    await depositMany(store, 600);
    await balance(newProcess());
    await saved();
    expect((await readsOf(async () => expect(await load()).toBe(sumTo(600)))).events).toBe(600);
  });

  it.each<[string, (text: string) => string]>([
    ['with one character changed', (text) => text.slice(0, -4) + (text.at(-4) === '1' ? '2' : '1') + text.slice(-3)],
    ['cut off', (text) => text.slice(0, -10)],
    ['that is empty', () => ''],
    ['that is something else', () => '{"balance": 1000000}'],
    ['with another signature', (text) => 'A'.repeat(43) + text.slice(43)],
  ])('%s is ignored', async (_, change) => {
    await depositMany(store, 600);
    await balance(newProcess());
    await saved();
    snapshots.texts.set(NAME, change(snapshots.texts.get(NAME)!));
    expect(await balance(newProcess())).toBe(sumTo(600));
  });

  it('of another stream is ignored', async () => {
    await depositMany(store, 600);
    await depositMany(store, 700, 'account-other');
    await newProcess()
      .on({ account: defineStream('account-other', fold) })
      .load();
    await saved();
    snapshots.texts.set(NAME, snapshots.texts.get('account-other')!);
    expect(await balance(newProcess())).toBe(sumTo(600));
  });

  it('of another store is ignored, also when the streams are alike', async () => {
    const elsewhere = new InMemoryEventStore();
    const events = withMetadata(Array.from({ length: 600 }, (_, n) => depositMade('savings', n + 1)));
    await store.append(NAME, events, NO_STREAM);
    await elsewhere.append(NAME, events, NO_STREAM);
    await balance(newProcess(elsewhere));
    await saved();
    expect((await readsOf(() => balance(newProcess()))).events).toBe(600);
  });

  describe('from before an older copy of the store was restored', () => {
    /** A store with the same identity and only so many of the events. */
    async function restored(count: number) {
      const copy = new CountingStore();
      jest.spyOn(copy, 'identity').mockResolvedValue(await store.identity());
      const events = await store.readStream(NAME, { limit: count });
      await copy.append(NAME, events as unknown as NewEvent[], NO_STREAM);
      return copy;
    }
    beforeEach(async () => {
      await depositMany(store, 800);
      await balance(newProcess());
      await saved();
    });

    it('is ignored while it is past the end of the stream', async () =>
      expect(await balance(newProcess(await restored(600)))).toBe(sumTo(600)));
    it('is ignored when other events have come', async () => {
      const copy = await restored(600);
      await copy.append(NAME, withMetadata(Array.from({ length: 300 }, () => depositMade('savings', 0))), 599);
      expect(await balance(newProcess(copy))).toBe(sumTo(600));
    });
    it('is ignored when the last event was repeated with its id, behind other events', async () => {
      const copy = await restored(600);
      await copy.append(NAME, withMetadata(Array.from({ length: 199 }, () => depositMade('savings', 0))), 599);
      const last = (await store.readStream(NAME, { from: 799 }))[0]! as unknown as NewEvent;
      const later = { ...last, metadata: { ...last.metadata, at: '2024-05-02T10:00:00.000Z' } };
      await copy.append(NAME, [later], 798);
      expect(await balance(newProcess(copy))).toBe(sumTo(600) + 800);
    });
  });

  it.each<[string, Partial<SnapshotStore>]>([
    ['cannot be loaded', { load: () => Promise.reject(new Error('away')) }],
    ['does not come', { load: () => new Promise(() => {}) }],
    ['cannot be saved', { save: () => Promise.reject(new Error('away')) }],
    ['is being saved for ever', { save: () => new Promise(() => {}) }],
  ])('that %s is in nobody’s way', async (_, broken) => {
    await depositMany(store, 1200);
    Object.assign(snapshots, broken);
    const decider = newProcess();
    expect(await balance(decider)).toBe(sumTo(1200));
    await depositMany(store, 1200);
    expect(await balance(decider)).toBe(sumTo(2400));
  });
});

describe('a repeat of a command', () => {
  const metadata = newCommandMetadata();
  const repeat = (position: bigint) => {
    const claim: Claim = {
      commandId: metadata.commandId,
      isRepeat: true,
      failure: null,
      position,
      take: async () => {},
    };
    return { caller: ravi, metadata, claim };
  };
  const command = { caller: ravi, metadata };
  const withdraw = () => accept<AmountEvent>(deposit(0));
  const lastPosition = async () => (await store.lastPosition())!;

  it('reads only what came since the claim when nothing was appended', async () => {
    await depositMany(store, 3000);
    const decider = new Decider(store);
    await balance(decider);
    const claimedAt = (await lastPosition()) + 1n;
    await store.append('command-studio.1', withMetadata([depositMade('claim', 0)]), NO_STREAM);
    await depositMany(store, 50);
    const { events } = await readsOf(() => decider.on(streams).decide('account', withdraw, repeat(claimedAt)));
    expect(events).toBeLessThanOrEqual(50 + 100 + 1); // the new ones, a page backwards, and what it appends
  });

  it('finds what was appended, however many events have come since', async () => {
    await depositMany(store, 1000);
    const decider = new Decider(store);
    const claimedAt = await lastPosition();
    const first = await decider.on(streams).decide('account', withdraw, command);
    expect(await decider.on(streams).decide('account', withdraw, repeat(claimedAt))).toEqual(first);
    await depositMany(store, 350);
    expect(await decider.on(streams).decide('account', withdraw, repeat(claimedAt))).toEqual(first);
    expect(await store.readStream(NAME, { limit: 5000 })).toHaveLength(1351);
  });

  it('reads the stream once for many repeats, as those of a bulk command', async () => {
    await depositMany(store, 3000);
    const decider = new Decider(store);
    const claimedAt = await lastPosition();
    const items = Array.from({ length: 20 }, () => newCommandMetadata());
    for (const item of items) await decider.on(streams).decide('account', withdraw, { caller: ravi, metadata: item });
    await depositMany(store, 1);
    const { events } = await readsOf(async () => {
      for (const item of items)
        await decider.on(streams).decide('account', withdraw, { ...repeat(claimedAt), metadata: item });
    });
    expect(events).toBeLessThan(3000 + 20 * 110);
  });
});

it('appends are still refused at a revision that is not the last', async () => {
  await depositMany(store, 2);
  const late = withMetadata([depositMade('savings', 1)], { commandId: randomUUID() });
  await expect(store.append(NAME, late, 0)).rejects.toThrow(WrongExpectedRevision);
});
