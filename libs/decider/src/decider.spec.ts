import { EventStoreUnavailable, InMemoryEventStore, trackHighWater, type ReadStreamOptions } from '@app/event-store';
import { accept, type Event, type Recorded, refuse } from '@app/kernel';
import { depositing, context, depositMade, account, accountFold, type AccountEvent, ravi } from './accounts.examples';
import { defineStream } from '@app/kernel';
import type { Admission } from './command-context';
import { Decider } from './decider';
import { eventId, itemMetadata } from './command-metadata';

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

describe('reading', () => {
  it('gives the initial state of a stream without events, and of none at all', async () => {
    const on = await decider.on({ empty: account('empty'), none: account(null) }).load();
    expect(on).toEqual({ empty: { amounts: [] }, none: { amounts: [] } });
    expect(store.reads).toEqual([{ stream: 'account-empty', from: 0 }]);
  });
  it('sees what others wrote since, and reads only that', async () => {
    const others = new Decider(store);
    await add(decider, 1, 2);
    await add(others, 3);
    store.reads.length = 0;
    expect(await amounts(decider)).toEqual([1, 2, 3]);
    expect(await amounts(decider)).toEqual([1, 2, 3]);
    expect(store.reads.map(({ from }) => from)).toEqual([2, 3]);
  });
  it('reads a stream once that is named twice', async () => {
    await add(decider, 1);
    store.reads.length = 0;
    const on = await decider.on({ one: account('savings'), other: account('savings') }).load();
    expect(on).toEqual({ one: { amounts: [1] }, other: { amounts: [1] } });
    expect(store.reads).toHaveLength(1);
  });
  it('reads streams of more than one page', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => n);
    await add(decider, ...many);
    await add(decider, 1000, 1001);
    expect(await amounts(new Decider(store))).toHaveLength(1002);
  });
  it('forgets streams that it has no room for, not what is in them', async () => {
    const forgetful = new Decider(store, undefined, null, 1);
    await add(forgetful, 1);
    await forgetful.on({ other: account('other') }).decide('other', depositing(7), context());
    expect(await amounts(forgetful)).toEqual([1]);
  });
  it('does not decide on what a newer build wrote', async () => {
    const newer = { ...accountFold, types: [...accountFold.types, 'AccountRenamed' as never] };
    const renamed = () => accept<Event>({ type: 'AccountRenamed', data: {} });
    await decider.on({ account: defineStream('account-savings', newer) }).decide('account', renamed, context());
    const older = new Decider(store);
    await expect(amounts(older)).rejects.toThrow(EventStoreUnavailable);
    await expect(add(older, 1)).rejects.toThrow('AccountRenamed');
    expect(await stored()).toHaveLength(1);
  });
});

describe('deciding', () => {
  it('answers with the events as they are stored, and with the states that have them in', async () => {
    await add(decider, 1);
    const result = await decider
      .on({ account: account('savings'), same: account('savings'), other: account('other') })
      .decide(
        'account',
        ({ account }) => accept(...account.amounts.map((amount) => depositMade(amount + 1)), depositMade(7)),
        context(),
      );
    expect(result).toMatchObject({
      accepted: true,
      states: { account: { amounts: [1, 2, 7] }, same: { amounts: [1, 2, 7] }, other: { amounts: [] } },
      events: (await stored()).slice(1),
    });
  });
  it('writes nothing when nothing follows, and nothing when it is refused', async () => {
    expect(await decider.on(streams).decide('account', () => accept(), context())).toEqual({
      accepted: true,
      states: { account: { amounts: [] } },
      events: [],
    });
    const no = () => refuse('ACCOUNT_CLOSED', { until: 'noon' });
    expect(await decider.on(streams).decide('account', no, context())).toEqual(
      refuse('ACCOUNT_CLOSED', { until: 'noon' }),
    );
    expect(await store.lastPosition()).toBeNull();
  });
  it('records who, when, why, and its place in the append', async () => {
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
  it('records as the cause what the states name, for every event, and else what the metadata name', async () => {
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
  it('records no cause where neither names one', async () => {
    await decider.on(streams).decide('account', depositing(1), context(), { causedBy: () => undefined });
    expect((await stored())[0]!.metadata).not.toHaveProperty('causationId');
  });
  it('records on which revisions of other streams, and with which settings', async () => {
    await decider.on({ other: account('other') }).decide('other', depositing(1, 2), context());
    await decider
      .on({
        account: account('savings'),
        same: account('savings'),
        other: account('other'),
        empty: account('empty'),
        none: account(null),
      })
      .decide('account', depositing(1), context(), { judgedWith: { mood: 'generous' } });
    const [event] = await stored();
    expect(event!.metadata.judgedOn).toEqual({ 'account-other': 1, 'account-empty': -1 });
    expect(event!.metadata.judgedWith).toEqual({ mood: 'generous' });
    const [alone] = await stored('account-other');
    expect(alone!.metadata).not.toHaveProperty('judgedOn');
    expect(alone!.metadata).not.toHaveProperty('judgedWith');
  });

  it('only refuses those who have no such stream', async () => {
    const nobody = decider.on({ account: account(null) });
    expect(await nobody.decide('account', () => refuse('NOT_YOU'), context())).toEqual(refuse('NOT_YOU'));
    await expect(nobody.decide('account', depositing(1), context())).rejects.toThrow('without a stream');
  });
  it('passes on what a decision throws, and goes on with the next', async () => {
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

describe('when writers meet', () => {
  /** Deposits the number of deposits, while others are faster that many times. */
  async function decideAgainst(faster: number) {
    const others = new Decider(store);
    const seen: number[] = [];
    const result = await decider.on(streams).decide(
      'account',
      ({ account }) => {
        seen.push(account.amounts.length);
        return accept(depositMade(account.amounts.length));
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
  it('gives up when others were faster six times', async () => {
    const { result, seen } = await decideAgainst(6);
    expect(seen).toHaveLength(6);
    expect(result).toEqual(refuse('CONFLICT'));
    expect(await stored()).toHaveLength(6);
  });
  it('lets commands on one stream queue in the process, so that none conflicts', async () => {
    let decided = 0;
    const one = () =>
      decider.on(streams).decide(
        'account',
        ({ account }) => {
          decided++;
          return accept(depositMade(account.amounts.length));
        },
        context(),
      );
    await Promise.all(Array.from({ length: 50 }, one));
    expect(await amounts(decider)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(decided).toBe(50);
  });
  it('holds up nobody on another stream', async () => {
    let goOn = () => {};
    const held = decider.on(streams).decide('account', depositing(1), context(), {
      beforeAppend: (events) => new Promise((go) => (goOn = () => go(events))),
    });
    await decider.on({ other: account('other') }).decide('other', depositing(7), context());
    expect(await stored('account-other')).toHaveLength(1);
    expect(await stored()).toHaveLength(0);
    goOn();
    await held;
    expect(await stored()).toHaveLength(1);
  });
  it('lets exactly one of two processes take the last deposit', async () => {
    await add(decider, 5);
    const takes = (by: Decider) =>
      by.on(streams).decide(
        'account',
        ({ account }) => {
          return account.amounts.includes(5)
            ? accept<AccountEvent>({ type: 'WithdrawalMade', data: { amount: 5 } })
            : refuse('TAKEN');
        },
        context(),
      );
    const results = await Promise.all([takes(decider), takes(new Decider(store)), takes(new Decider(store))]);
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(results.filter((result) => !result.accepted && result.refusal === 'TAKEN')).toHaveLength(2);
  });
});

describe('before the append', () => {
  it('its events are completed, for the revision at which they will come', async () => {
    await add(decider, 1);
    const result = await decider.on(streams).decide('account', depositing(2), context(), {
      beforeAppend: (events, revision, on) =>
        Promise.resolve([...events, depositMade(revision), depositMade(on.account.amounts[0]! + 10)]),
    });
    expect(result).toMatchObject({ states: { account: { amounts: [1, 2, 0, 11] } } });
    expect((await stored()).map(({ metadata: { part, of } }) => `${part}/${of}`)).toEqual(['1/1', '1/3', '2/3', '3/3']);
  });
  it('nothing runs for a refusal, nor where nothing follows', async () => {
    const beforeAppend = () => Promise.reject(new Error('not wanted'));
    await decider.on(streams).decide('account', () => refuse('NO'), context(), { beforeAppend });
    await decider.on(streams).decide('account', () => accept(), context(), { beforeAppend });
  });
});

describe('after the append', () => {
  it('the listener to appends is called, and waited for', async () => {
    const notified: (readonly Recorded[])[] = [];
    let goOn = () => {};
    decider.onAppended(async (events) => {
      notified.push(events);
      await new Promise<void>((go) => (goOn = go));
    });
    let isAnswered = false;
    const command = add(decider, 1, 2).then(() => (isAnswered = true));
    while (notified.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    goOn();
    await command;
    expect(notified).toEqual([await stored()]);
  });
  it('the listener may go on with the same stream', async () => {
    decider.onAppended(async (events) => {
      if ((events[0]!.data as { amount: number }).amount === 1) await add(decider, 2);
    });
    await add(decider, 1);
    expect(await amounts(decider)).toEqual([1, 2]);
  });
  it('the listener is not called where nothing follows', async () => {
    decider.onAppended(() => Promise.reject(new Error('not wanted')));
    await decider.on(streams).decide('account', () => accept(), context());
    await decider.on(streams).decide('account', () => refuse('NO'), context());
  });

  it('the high water stands at what was written', async () => {
    await add(decider, 1);
    const { position } = await trackHighWater(() => add(decider, 2, 3));
    expect(position).toBe(await store.lastPosition());
  });
  it('the high water stands at the highest that was read, where nothing followed', async () => {
    await add(decider, 1);
    await decider.on({ other: account('other') }).decide('other', depositing(1), context());
    const read = await store.lastPosition();
    await decider.on({ third: account('third') }).decide('third', depositing(1), context());
    const nothing = () =>
      decider
        .on({ account: account('savings'), other: account('other'), empty: account('empty') })
        .decide('account', () => accept(), context());
    expect((await trackHighWater(nothing)).position).toBe(read);
  });
});

describe('the admission of the caller', () => {
  /** Whoever is no app has to have money in an account of their own. */
  const admission: Admission<'NO_MONEY'> = {
    stream: ({ kind, id }) => (kind === 'APP' ? null : account(id)),
    refusal: (state) => ((state as { amounts: readonly number[] }).amounts.length > 0 ? null : 'NO_MONEY'),
    conceals: (refusal) => refusal === 'HIDDEN',
  };
  const app = { kind: 'APP', siteId: 'studio', id: 'billing' } as const;
  let guarded: Decider;
  beforeEach(() => (guarded = new Decider(store, undefined, admission)));
  const raviGets = (amount: number) =>
    decider.on({ ravi: account('ravi') }).decide('ravi', depositing(amount), context());

  it('is asked with each decision', async () => {
    expect(await add(guarded, 1)).toEqual(refuse('NO_MONEY'));
    await raviGets(1);
    expect(await add(guarded, 1)).toMatchObject({ accepted: true });
    const take = () => accept<AccountEvent>({ type: 'WithdrawalMade', data: { amount: 1 } });
    await decider.on({ ravi: account('ravi') }).decide('ravi', take, context());
    expect(await add(guarded, 1)).toEqual(refuse('NO_MONEY'));
  });
  it('is recorded like anything else that was read', async () => {
    await raviGets(1);
    await add(guarded, 1);
    expect((await stored())[0]!.metadata.judgedOn).toEqual({ 'account-ravi': 0 });
  });
  it('goes before other refusals, but not before those that conceal the stream', async () => {
    const refused = (code: string) => guarded.on(streams).decide('account', () => refuse(code), context());
    expect(await refused('TOO_LATE')).toEqual(refuse('NO_MONEY'));
    expect(await refused('HIDDEN')).toEqual(refuse('HIDDEN'));
    await raviGets(1);
    expect(await refused('TOO_LATE')).toEqual(refuse('TOO_LATE'));
  });
  it('also covers what would change nothing', async () =>
    expect(await guarded.on(streams).decide('account', () => accept(), context())).toEqual(refuse('NO_MONEY')));
  it('is not asked of those without such a stream', async () =>
    expect(await guarded.on(streams).decide('account', depositing(1), context(app))).toMatchObject({ accepted: true }));
  it('may be judged on the very stream that is decided on', async () => {
    const own = guarded.on({ ravi: account('ravi') });
    expect(await own.decide('ravi', depositing(2), context(ravi))).toEqual(refuse('NO_MONEY'));
    await raviGets(1);
    expect(await own.decide('ravi', depositing(2), context(ravi))).toMatchObject({
      states: { ravi: { amounts: [1, 2] } },
    });
  });
});
