import { accept, defineStream, NO_STREAM, type Recorded } from '@app/kernel';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { depositMade, withMetadata } from '../../kernel/testing/accounts.examples';
import { type AmountEvent, context, deposit, ravi } from './accounts.examples';
import type { Claim } from './claim';
import { newCommandMetadata } from './command-metadata';
import { Decider } from './decider';
import {
  balance,
  balanceFold,
  CountingStore,
  depositMany,
  NAME,
  readsOf,
  streams,
  sumTo,
} from './long-streams.examples';

let store: CountingStore;
beforeEach(() => (store = new CountingStore()));

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

  it('is read in pages by the size of its events, so that little of it is in memory at once', async () => {
    const text = 'x'.repeat(300_000);
    const large = () => ({ ...depositMade('savings', 1), data: { accountId: 'savings', amount: 1, text } });
    for (let n = 0; n < 30; n++) await store.append(NAME, withMetadata([large(), large()]), 2 * n - 1);
    const pages: number[] = [];
    store.onRead = (events) => void pages.push(events.length);
    expect(await balance(new Decider(store))).toBe(60);
    expect(pages.reduce((sum, length) => sum + length, 0)).toBe(60);
    expect(Math.max(...pages)).toBeLessThanOrEqual(20);
    expect(Math.max(...pages.slice(1))).toBeLessThanOrEqual(10);
  });

  it('is read in few pages when its events are small', async () => {
    await depositMany(store, 4000);
    const { reads } = await readsOf(store, () => balance(new Decider(store)));
    expect(reads).toBeLessThanOrEqual(15);
  });

  it('is read once when it is loaded many times at once, and every load has what was appended before it', async () => {
    await depositMany(store, 3000);
    const decider = new Decider(store);
    const { events } = await readsOf(store, async () => {
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
    ...balanceFold,
    initial: () => ({ text, state: balanceFold.initial() }),
    evolve: (
      before: { text: string; state: ReturnType<typeof balanceFold.initial> },
      event: Recorded<AmountEvent>,
    ) => ({
      ...before,
      state: balanceFold.evolve(before.state, event),
    }),
  });
  const load = async (decider: Decider, name: string, text: string) =>
    decider.on({ account: defineStream(`account-${name}`, withText(text)) }).load();

  it('holds as many streams as fit by their size, the latest ones', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `s${n}`);
    for (const name of names) await depositMany(store, 1, `account-${name}`);
    const decider = new Decider(store, undefined, null, { cacheBytes: 100_000 });
    const coldReads = async (text: string) => {
      const { events } = await readsOf(store, async () => {
        for (const name of [...names].reverse()) await load(decider, name, text);
      });
      return events;
    };
    for (const name of names) await load(decider, name, 'short');
    expect(await coldReads('short')).toBe(0);
    const large = 'x'.repeat(15_000); // 30 kB each: three of them fit
    const others = new Decider(store, undefined, null, { cacheBytes: 100_000 });
    for (const name of names) await load(others, name, large);
    const { events } = await readsOf(store, async () => {
      for (const name of ['s7', 's6', 's5', 's4']) await load(others, name, large);
    });
    expect(events).toBe(1);
  });

  it('counts a state by its size, not by the events that made it', async () => {
    const decider = new Decider(store, undefined, null, { cacheBytes: 20_000 });
    await balance(decider);
    for (let n = 0; n < 100; n++)
      await decider.on(streams).decide('account', () => accept<AmountEvent>(deposit(1)), context());
    expect((await readsOf(store, () => balance(decider))).events).toBe(0);
  });
});

describe('a repeat of a command', () => {
  const metadata = newCommandMetadata();
  const repeat = (position: bigint) => {
    const claim: Claim = {
      commandId: metadata.commandId,
      isRepeat: true,
      failure: null,
      responseUnknown: null,
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
    const { events } = await readsOf(store, () => decider.on(streams).decide('account', withdraw, repeat(claimedAt)));
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
    const { events } = await readsOf(store, async () => {
      for (const item of items)
        await decider.on(streams).decide('account', withdraw, { ...repeat(claimedAt), metadata: item });
    });
    expect(events).toBeLessThan(3000 + 20 * 110);
  });
});
