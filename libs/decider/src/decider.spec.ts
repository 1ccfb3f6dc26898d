import { EventUnreadable, InMemoryEventStore, type ReadStreamOptions, trackHighWater } from '@app/event-store';
import { accept, defineStream, type Event, type Recorded, refuse } from '@app/kernel';
import {
  account,
  accountFold,
  type AmountEvent,
  context,
  deposit,
  depositing,
  ravi,
  withdrawal,
} from './accounts.examples';
import { eventId, itemMetadata } from './command-metadata';
import { Decider } from './decider';

/** Records how streams are read. */
class RecordingStore extends InMemoryEventStore {
  readonly reads: { stream: string; from: number | undefined }[] = [];
  override readStream(stream: string, options?: ReadStreamOptions) {
    this.reads.push({ stream, from: options?.from });
    return super.readStream(stream, options);
  }
}

let store: RecordingStore;
let decider: Decider;
const streams = { account: account('savings') };
const add = (by: Decider, ...amounts: number[]) => by.on(streams).decide('account', depositing(...amounts), context());
const amounts = async (by: Decider) => (await by.on(streams).load()).account.amounts;
const stored = (name = 'account-savings') => store.readStream(name);

beforeEach(() => {
  store = new RecordingStore();
  decider = new Decider(store, () => new Date('2024-05-01T10:00:00Z'));
});

describe('loading states', () => {
  it('gives the initial state for a stream without events and for no stream', async () => {
    const states = await decider.on({ empty: account('empty'), none: account(null) }).load();
    expect(states).toEqual({ empty: { amounts: [] }, none: { amounts: [] } });
    expect(store.reads).toEqual([{ stream: 'account-empty', from: 0 }]);
  });
  it('reads only the events since the last load, also those of other processes', async () => {
    const others = new Decider(store);
    await add(decider, 1, 2);
    await add(others, 3);
    store.reads.length = 0;
    expect(await amounts(decider)).toEqual([1, 2, 3]);
    expect(await amounts(decider)).toEqual([1, 2, 3]);
    expect(store.reads.map(({ from }) => from)).toEqual([2, 3]);
  });
  it('reads a stream under two names once', async () => {
    await add(decider, 1);
    store.reads.length = 0;
    const states = await decider.on({ one: account('savings'), other: account('savings') }).load();
    expect(states).toEqual({ one: { amounts: [1] }, other: { amounts: [1] } });
    expect(store.reads).toHaveLength(1);
  });
  it('reads streams of more than one page', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => n);
    await add(decider, ...many);
    await add(decider, 1000, 1001);
    expect(await amounts(new Decider(store))).toHaveLength(1002);
  });
  it('reads a stream again that was dropped from the cache', async () => {
    const smallCache = new Decider(store, undefined, null, { cacheBytes: 1 });
    await add(smallCache, 1);
    await smallCache.on({ other: account('other') }).decide('other', depositing(7), context());
    expect(await amounts(smallCache)).toEqual([1]);
  });
  it('fails for a stream with events of a newer build', async () => {
    const newer = { ...accountFold, types: [...accountFold.types, 'AccountRenamed' as never] };
    const renamed = () => accept<Event>({ type: 'AccountRenamed', data: {} });
    await decider.on({ account: defineStream('account-savings', newer) }).decide('account', renamed, context());
    const older = new Decider(store);
    await expect(amounts(older)).rejects.toThrow(EventUnreadable);
    await expect(add(older, 1)).rejects.toThrow('AccountRenamed');
    expect(await stored()).toHaveLength(1);
  });
});

describe('deciding', () => {
  it('gives the events as they are stored, and the states with them folded in', async () => {
    await add(decider, 1);
    const result = await decider
      .on({ account: account('savings'), same: account('savings'), other: account('other') })
      .decide(
        'account',
        ({ account }) => accept(...account.amounts.map((amount) => deposit(amount + 1)), deposit(7)),
        context(),
      );
    expect(result).toMatchObject({
      accepted: true,
      states: { account: { amounts: [1, 2, 7] }, same: { amounts: [1, 2, 7] }, other: { amounts: [] } },
      events: (await stored()).slice(1),
    });
  });
  it('appends nothing for a decision without events or a refusal', async () => {
    expect(await decider.on(streams).decide('account', () => accept(), context())).toEqual({
      accepted: true,
      states: { account: { amounts: [] } },
      events: [],
    });
    const refusing = () => refuse('ACCOUNT_CLOSED', { until: 'noon' });
    expect(await decider.on(streams).decide('account', refusing, context())).toEqual(
      refuse('ACCOUNT_CLOSED', { until: 'noon' }),
    );
    expect(await store.lastPosition()).toBeNull();
  });
  it('records actor, time, cause, and the index in the append', async () => {
    const metadata = {
      commandId: '3f0f1d2e-6a77-4b62-8a5d-0c1fbc0d7f11',
      correlationId: 'c',
      causationId: 'e',
      depth: 2,
    };
    const caller = { kind: 'APP', siteId: 'studio', id: 'billing', onBehalfOf: 'mira' } as const;
    await decider.on(streams).decide('account', depositing(1, 2), { caller, metadata });
    const [first, second] = await stored();
    const common = {
      ...metadata,
      actor: { type: 'APP', id: 'billing', onBehalfOf: 'mira' },
      siteId: 'studio',
      at: '2024-05-01T10:00:00.000Z',
      of: 2,
    };
    expect([first!.metadata, second!.metadata]).toEqual([
      { ...common, part: 1 },
      { ...common, part: 2 },
    ]);
    expect([first!.id, second!.id]).toEqual([0, 1].map((n) => eventId(metadata.commandId, 'account-savings', n)));
  });
  it('records for every event the cause that the states name, or else that of the metadata', async () => {
    const metadata = {
      commandId: '3f0f1d2e-6a77-4b62-8a5d-0c1fbc0d7f11',
      correlationId: 'c',
      causationId: 'e',
      depth: 2,
    };
    const causedBy = ({ account }: { account: { amounts: readonly number[] } }) =>
      account.amounts.length > 0 ? `deposit-${account.amounts[0]}` : undefined;
    for (const amounts of [[7], [8, 9]])
      await decider
        .on(streams)
        .decide(
          'account',
          depositing(...amounts),
          { caller: ravi, metadata: itemMetadata(metadata, `${amounts[0]}`) },
          { causedBy },
        );
    expect(
      (await stored()).map(({ metadata: { causationId, correlationId } }) => [causationId, correlationId]),
    ).toEqual([
      ['e', 'c'],
      ['deposit-7', 'c'],
      ['deposit-7', 'c'],
    ]);
  });
  it('records no cause when neither names one', async () => {
    await decider.on(streams).decide('account', depositing(1), context(), { causedBy: () => undefined });
    expect((await stored())[0]!.metadata).not.toHaveProperty('causationId');
  });
  it('records the revisions of the other streams, and the settings', async () => {
    await decider.on({ other: account('other') }).decide('other', depositing(1, 2), context());
    await decider
      .on({
        account: account('savings'),
        same: account('savings'),
        other: account('other'),
        empty: account('empty'),
        none: account(null),
      })
      .decide('account', depositing(1), context(), { judgedWith: { overdraft: 'ALLOWED' } });
    const [event] = await stored();
    expect(event!.metadata.judgedOn).toEqual({ 'account-other': 1, 'account-empty': -1 });
    expect(event!.metadata.judgedWith).toEqual({ overdraft: 'ALLOWED' });
    const [alone] = await stored('account-other');
    expect(alone!.metadata).not.toHaveProperty('judgedOn');
    expect(alone!.metadata).not.toHaveProperty('judgedWith');
  });

  it('must refuse a caller who has no stream to append to', async () => {
    const withoutStream = decider.on({ account: account(null) });
    expect(await withoutStream.decide('account', () => refuse('NO_ACCOUNT'), context())).toEqual(refuse('NO_ACCOUNT'));
    await expect(withoutStream.decide('account', depositing(1), context())).rejects.toThrow('without a stream');
  });
  it('throws what a decision throws, and goes on with the next command', async () => {
    const broken = decider.on(streams).decide(
      'account',
      () => {
        throw new Error('a bug');
      },
      context(),
    );
    const next = add(decider, 1);
    await expect(broken).rejects.toThrow('a bug');
    await expect(next).resolves.toMatchObject({ accepted: true });
  });
});

describe('with several writers', () => {
  /** Deposits the number of deposits, while another writer is faster `faster` times. */
  async function decideAgainst(faster: number) {
    const others = new Decider(store);
    const seen: number[] = [];
    const result = await decider.on(streams).decide(
      'account',
      ({ account }) => {
        seen.push(account.amounts.length);
        return accept(deposit(account.amounts.length));
      },
      context(),
      {
        beforeAppend: async (events) => {
          if (seen.length <= faster) await add(others, 100 + seen.length);
          return events;
        },
      },
    );
    return { result, seen };
  }
  it('decides again on fresh state', async () => {
    const { result, seen } = await decideAgainst(5);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    expect(result).toMatchObject({ accepted: true, states: { account: { amounts: [101, 102, 103, 104, 105, 5] } } });
  });
  it('refuses with CONFLICT when others were faster six times', async () => {
    const { result, seen } = await decideAgainst(6);
    expect(seen).toHaveLength(6);
    expect(result).toEqual(refuse('CONFLICT'));
    expect(await stored()).toHaveLength(6);
  });
  it('runs the commands of one process on one stream one after another, without conflicts', async () => {
    let decided = 0;
    const one = () =>
      decider.on(streams).decide(
        'account',
        ({ account }) => {
          decided++;
          return accept(deposit(account.amounts.length));
        },
        context(),
      );
    await Promise.all(Array.from({ length: 50 }, one));
    expect(await amounts(decider)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(decided).toBe(50);
  });
  it('runs commands on different streams concurrently', async () => {
    let release = () => {};
    const held = decider.on(streams).decide('account', depositing(1), context(), {
      beforeAppend: (events) => new Promise((resolve) => (release = () => resolve(events))),
    });
    await decider.on({ other: account('other') }).decide('other', depositing(7), context());
    expect(await stored('account-other')).toHaveLength(1);
    expect(await stored()).toHaveLength(0);
    release();
    await held;
    expect(await stored()).toHaveLength(1);
  });
  it('lets exactly one of three processes withdraw the last deposit', async () => {
    await add(decider, 5);
    const withdraw = (by: Decider) =>
      by.on(streams).decide(
        'account',
        ({ account }) => {
          return account.amounts.includes(5) ? accept<AmountEvent>(withdrawal(5)) : refuse('ALREADY_WITHDRAWN');
        },
        context(),
      );
    const results = await Promise.all([withdraw(decider), withdraw(new Decider(store)), withdraw(new Decider(store))]);
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(results.filter((result) => !result.accepted && result.refusal === 'ALREADY_WITHDRAWN')).toHaveLength(2);
  });
});

describe('beforeAppend', () => {
  it('can complete the events, and gets the revision of the stream as it was read', async () => {
    await add(decider, 1);
    const result = await decider.on(streams).decide('account', depositing(2), context(), {
      beforeAppend: (events, revision, states) =>
        Promise.resolve([...events, deposit(revision), deposit(states.account.amounts[0]! + 10)]),
    });
    expect(result).toMatchObject({ states: { account: { amounts: [1, 2, 0, 11] } } });
    expect((await stored()).map(({ metadata: { part, of } }) => `${part}/${of}`)).toEqual(['1/1', '1/3', '2/3', '3/3']);
  });
  it('does not run for a refusal or a decision without events', async () => {
    const beforeAppend = () => Promise.reject(new Error('must not be called'));
    await decider.on(streams).decide('account', () => refuse('NO'), context(), { beforeAppend });
    await decider.on(streams).decide('account', () => accept(), context(), { beforeAppend });
  });
});

describe('after the append', () => {
  it('the listener is called, and waited for', async () => {
    const notified: (readonly Recorded[])[] = [];
    let release = () => {};
    decider.onAppended(async (events) => {
      notified.push(events);
      await new Promise<void>((resolve) => (release = resolve));
    });
    let isDone = false;
    const command = add(decider, 1, 2).then(() => (isDone = true));
    while (notified.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(isDone).toBe(false);
    release();
    await command;
    expect(notified).toEqual([await stored()]);
  });
  it('the listener may send a command on the same stream', async () => {
    decider.onAppended(async (events) => {
      if ((events[0]!.data as { amount: number }).amount === 1) await add(decider, 2);
    });
    await add(decider, 1);
    expect(await amounts(decider)).toEqual([1, 2]);
  });
  it('the listener is not called when nothing was appended', async () => {
    decider.onAppended(() => Promise.reject(new Error('must not be called')));
    await decider.on(streams).decide('account', () => accept(), context());
    await decider.on(streams).decide('account', () => refuse('NO'), context());
  });

  it('the high-water mark is the position of the append', async () => {
    await add(decider, 1);
    const { position } = await trackHighWater(() => add(decider, 2, 3));
    expect(position).toBe(await store.lastPosition());
  });
  it('the high-water mark is the highest position read, when nothing was appended', async () => {
    await add(decider, 1);
    await decider.on({ other: account('other') }).decide('other', depositing(1), context());
    const read = await store.lastPosition();
    await decider.on({ third: account('third') }).decide('third', depositing(1), context());
    const unchanged = () =>
      decider
        .on({ account: account('savings'), other: account('other'), empty: account('empty') })
        .decide('account', () => accept(), context());
    expect((await trackHighWater(unchanged)).position).toBe(read);
  });
});
