import { InMemoryEventStore, type NewEvent } from '@app/event-store';
import { accept, defineStream, NO_STREAM } from '@app/kernel';
import { depositMade, withMetadata } from '../../kernel/testing/accounts.examples';
import { type AmountEvent, context, deposit } from './accounts.examples';
import { Decider } from './decider';
import {
  balance,
  balanceFold,
  CountingStore,
  depositMany,
  NAME,
  readsOf,
  SnapshotsInMemory,
  streams,
  sumTo,
  until,
} from './long-streams.examples';
import type { SnapshotStore } from './snapshots';

let store: CountingStore;
let snapshots: SnapshotsInMemory;
beforeEach(() => {
  store = new CountingStore();
  snapshots = new SnapshotsInMemory();
});
const newProcess = (events: InMemoryEventStore = store) => new Decider(events, undefined, null, { snapshots });

describe('a snapshot', () => {
  const saved = () => until(() => snapshots.texts.size > 0);

  it('is made of a long stream, so that another process reads the first events and what came since', async () => {
    await depositMany(store, 20_000);
    expect((await readsOf(store, () => balance(newProcess()))).events).toBe(20_000);
    await saved();
    await depositMany(store, 7);
    const { events, reads } = await readsOf(store, async () => expect(await balance(newProcess())).toBe(sumTo(20_007)));
    expect(events).toBe(500 + 1 + 7);
    expect(reads).toBeLessThanOrEqual(6);
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

  const otherVersion = { account: defineStream(NAME, { ...balanceFold, version: 2 }) };
  const otherTypes = {
    account: defineStream(NAME, { ...balanceFold, types: ['DepositMade', 'WithdrawalMade', 'Opened' as never] }),
  };
  const loaders: [string, () => Promise<number>][] = [
    ['another version of the fold', async () => (await newProcess().on(otherVersion).load()).account.balance],
    ['other event types', async () => (await newProcess().on(otherTypes).load()).account.balance],
  ];
  it.each(loaders)('of %s is ignored', async (_, load) => {
    await depositMany(store, 600);
    await balance(newProcess());
    await saved();
    expect((await readsOf(store, async () => expect(await load()).toBe(sumTo(600)))).events).toBe(600);
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
      .on({ account: defineStream('account-other', balanceFold) })
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
    expect((await readsOf(store, () => balance(newProcess()))).events).toBe(600);
  });

  describe('from before an older copy of the store was restored', () => {
    /** A store with the same identity and only so many of the events. */
    async function restored(count: number) {
      const copy = new CountingStore();
      jest.spyOn(copy, 'identity').mockResolvedValue(await store.identity());
      const events = await store.readStream(NAME, { limit: count });
      await copy.append(NAME, events, NO_STREAM);
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
      const last = (await store.readStream(NAME, { from: 799 }))[0]! as NewEvent;
      const later = { ...last, metadata: { ...last.metadata, at: '2024-05-02T10:00:00.000Z' } };
      await copy.append(NAME, [later], 798);
      expect(await balance(newProcess(copy))).toBe(sumTo(600) + 800);
    });
  });

  it('is not used for the state that a repeat gives when it is later than that', async () => {
    await depositMany(store, 1000);
    const claimedAt = (await store.lastPosition())!;
    const command = context();
    const claim = {
      commandId: command.metadata.commandId,
      isRepeat: true,
      failure: null,
      responseUnknown: null,
      position: claimedAt,
    };
    const decide = (by: Decider, isRepeat: boolean) =>
      by.on(streams).decide('account', () => accept<AmountEvent>(deposit(0)), {
        ...command,
        claim: isRepeat ? { ...claim, take: () => Promise.resolve() } : null,
      });
    await decide(new Decider(store), false);
    await depositMany(store, 600);
    await balance(newProcess());
    await saved();
    expect(await decide(newProcess(), true)).toMatchObject({ states: { account: { balance: sumTo(1000) } } });
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
