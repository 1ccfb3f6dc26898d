import { InMemoryEventStore } from '@app/event-store';
import type { Event } from '@app/kernel';
import { everything, InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import {
  accountClosed,
  accountOpened,
  branchClosed,
  branchRenamed,
  depositMade,
  withdrawalMade,
} from '../../kernel/testing/accounts.examples';
import { recordingLogger } from '../testing/recording-logger';
import { append, CHECKPOINT, collection, view } from './accounts-view.examples';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

/** A projector that hangs fails its test after this time. */
const SAFETY_LIMIT_MS = 60_000;
jest.setTimeout(SAFETY_LIMIT_MS);

const add = (store: InMemoryEventStore, ...events: readonly Event[]) => append(store, 'accounts', ...events);
/** Every document of the site, by id, with the position of the last event folded into it. */
async function documentsOf(store: ReadStore) {
  const { documents } = await store.find(collection, { siteId: 'studio', filter: everything, limit: 1000 });
  return Object.fromEntries(documents.map(({ id, document, position }) => [id, { ...document, position }]));
}
/** Runs a projector until it has processed every event. Gives what it logged. */
async function project(events: InMemoryEventStore, store: ReadStore, prefixes?: readonly string[]) {
  const [progress, log, stop] = [new ViewProgress(), recordingLogger(), new AbortController()];
  const run = new Projector(view, events, store, progress, log, prefixes).run(stop.signal);
  const last = await events.lastPosition();
  await progress.waitForPosition(['accounts'], last, SAFETY_LIMIT_MS).finally(() => stop.abort());
  await run;
  return log.entries;
}
/** The documents that a projector makes of all events from the first one on. */
const replayed = async (events: InMemoryEventStore) => {
  const store = new InMemoryReadStore();
  await project(events, store);
  return documentsOf(store);
};

let events: InMemoryEventStore;
beforeEach(() => (events = new InMemoryEventStore()));

describe('a projector', () => {
  it('folds events into documents of their site, and saves its position', async () => {
    const store = new InMemoryReadStore();
    await add(events, accountOpened('a', 1), accountOpened('b', 5, 'south'), depositMade('a', 2));
    await add(events, { type: 'SomethingElse', data: {} });
    expect(await project(events, store)).toEqual([]);
    expect(await documentsOf(store)).toEqual({
      a: { siteId: 'studio', branch: 'north', amounts: [1, 2], position: 3n },
      b: { siteId: 'studio', branch: 'south', amounts: [5], position: 2n },
    });
    expect(await store.checkpoint(CHECKPOINT)).toEqual({
      position: 4n,
      storeId: await events.identity(),
      caughtUpAt: expect.any(String),
    });
  });
  it('continues from its checkpoint', async () => {
    const store = new InMemoryReadStore();
    await add(events, accountOpened('a', 1));
    await project(events, store);
    await add(events, withdrawalMade('a', 1), depositMade('a', 2));
    await project(events, store);
    expect(await documentsOf(store)).toMatchObject({ a: { amounts: [1, -1, 2], position: 3n } });
  });
  it('removes documents, and makes new ones of later events with the same id', async () => {
    const store = new InMemoryReadStore();
    await add(
      events,
      accountOpened('a', 1),
      accountOpened('b', 1),
      accountClosed('a'),
      accountClosed('b'),
      accountOpened('b', 2),
    );
    await project(events, store);
    expect(await documentsOf(store)).toMatchObject({ b: { amounts: [2] } });
    expect((await store.load(collection, ['a'])).get('a')).toEqual({ id: 'a', document: null, position: 3n });
  });
  it('applies set-based updates in order: after the events before them, and before those behind them', async () => {
    const store = new InMemoryReadStore();
    await add(
      events,
      accountOpened('a', 1),
      accountOpened('b', 1, 'south'),
      branchRenamed('north', 'North'),
      depositMade('a', 2),
      accountOpened('c', 3),
      branchClosed('south'),
      accountOpened('b', 4, 'south'),
    );
    await project(events, store);
    expect(await documentsOf(store)).toEqual({
      a: { siteId: 'studio', branch: 'north', amounts: [1, 2], branchName: 'North', position: 4n },
      b: { siteId: 'studio', branch: 'south', amounts: [4], position: 7n },
      c: { siteId: 'studio', branch: 'north', amounts: [3], position: 5n },
    });
  });
  it('moves its checkpoint also on events without effect, and on those of streams that it does not read', async () => {
    const store = new InMemoryReadStore();
    await add(events, accountOpened('a', 1));
    await append(events, 'other', accountOpened('b', 1));
    await project(events, store, ['accounts']);
    expect(Object.keys(await documentsOf(store))).toEqual(['a']);
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 2n });
  });
  it('skips and logs an event that cannot be folded, and marks its document as stale', async () => {
    const store = new InMemoryReadStore();
    await add(
      events,
      accountOpened('a', 1),
      depositMade('a', -1),
      accountOpened('b', 2),
      accountOpened('c', -1),
      accountOpened('c', 3),
    );
    const logged = await project(events, store);
    expect(await documentsOf(store)).toMatchObject({
      a: { amounts: [1], staleSince: '2' },
      b: { amounts: [2] },
      c: { amounts: [3] },
    });
    expect(logged.map(({ level, details }) => [level, details.view, details.document])).toEqual([
      ['error', 'accounts', 'a'],
      ['error', 'accounts', 'c'],
    ]);
  });
});

describe('a view', () => {
  it('is rebuilt when it was made from another event store', async () => {
    const store = new InMemoryReadStore();
    await add(events, accountOpened('a', 1), accountOpened('b', 1));
    await project(events, store);
    const others = new InMemoryEventStore();
    await add(others, accountOpened('c', 1));
    expect(await project(others, store)).toMatchObject([{ level: 'warn' }]);
    expect(await documentsOf(store)).toEqual(await replayed(others));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 1n, storeId: await others.identity() });
  });
  it('of an event store that is still empty continues without a rebuild', async () => {
    const store = new InMemoryReadStore();
    // What a projector saves that was stopped before the first event.
    await store.saveCheckpoint(CHECKPOINT, { position: 0n, storeId: await events.identity(), caughtUpAt: null });
    expect(await project(events, store)).toEqual([]);
    await add(events, accountOpened('a', 1));
    expect(await project(events, store)).toEqual([]);
    expect(await documentsOf(store)).toEqual(await replayed(events));
  });
  it('is rebuilt when its checkpoint is beyond the end of the event store, which was restored from a backup', async () => {
    const store = new InMemoryReadStore();
    await add(events, accountOpened('a', 1));
    const storeId = await events.identity();
    await store.saveCheckpoint(CHECKPOINT, { position: 7n, storeId, caughtUpAt: null });
    const document = { siteId: 'studio', branch: 'north', amounts: [9] };
    await store.write(collection, [{ id: 'b', document, position: 7n, loaded: null }]);
    await project(events, store);
    expect(await documentsOf(store)).toEqual(await replayed(events));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 1n });
  });
  it('that is rebuilt includes only the positions that the rebuild has reached', async () => {
    const store = new InMemoryReadStore();
    const [progress, stop] = [new ViewProgress(), new AbortController()];
    progress.report('accounts', 100n, true);
    await store.saveCheckpoint(CHECKPOINT, { position: 100n, storeId: 'another', caughtUpAt: null });
    await add(events, accountOpened('a', 1));
    const run = new Projector(view, events, store, progress, recordingLogger()).run(stop.signal);
    while (!(await store.checkpoint(CHECKPOINT))?.caughtUpAt) await new Promise(setImmediate);
    await expect(progress.waitForPosition(['accounts'], 50n, 1)).rejects.toThrow('in time');
    await progress.waitForPosition(['accounts'], 1n, SAFETY_LIMIT_MS);
    stop.abort();
    await run;
  });
});

/** Fails once at the n-th call of one of its methods, before it did anything or right after. */
class FailingStore extends InMemoryReadStore {
  private calls = 0;
  constructor(
    private readonly method: 'load' | 'write' | 'sweep' | 'saveCheckpoint',
    private readonly at: number,
    private readonly when: 'before' | 'after',
  ) {
    super();
  }
  private async failing<T>(method: string, work: () => Promise<T>): Promise<T> {
    const fails = method === this.method && ++this.calls === this.at;
    if (fails && this.when === 'before') throw new ReadStoreUnavailable('killed');
    const result = await work();
    if (fails) throw new ReadStoreUnavailable('killed');
    return result;
  }
  override load(...args: Parameters<ReadStore['load']>) {
    return this.failing('load', () => super.load(...args));
  }
  /** A store that moves the checkpoint in a step of its own: it is lost when the step before fails. */
  override async write(...[to, writes, checkpoint]: Parameters<ReadStore['write']>) {
    const lost = await this.failing('write', () => super.write(to, writes));
    if (checkpoint && lost.length === 0) await this.saveCheckpoint(checkpoint.name, checkpoint);
    return lost;
  }
  override sweep(...args: Parameters<ReadStore['sweep']>) {
    return this.failing('sweep', () => super.sweep(...args));
  }
  override saveCheckpoint(...args: Parameters<ReadStore['saveCheckpoint']>) {
    return this.failing('saveCheckpoint', () => super.saveCheckpoint(...args));
  }
}

describe('a projector that is killed', () => {
  const history = [
    accountOpened('a', 1),
    accountOpened('b', 2, 'south'),
    branchRenamed('north', 'North'),
    depositMade('a', 3),
    accountClosed('b'),
    branchClosed('south'),
    accountOpened('b', 4, 'south'),
    withdrawalMade('a', 2),
    depositMade('a', 5),
    accountOpened('c', 6),
    depositMade('c', 7),
  ];
  it.each([
    ['load', 1, 'before'],
    ['load', 3, 'before'],
    ['write', 1, 'before'],
    ['write', 1, 'after'],
    ['write', 2, 'after'],
    ['write', 3, 'after'],
    ['sweep', 1, 'before'],
    ['sweep', 1, 'after'],
    ['sweep', 2, 'after'],
    ['saveCheckpoint', 1, 'before'],
    ['saveCheckpoint', 1, 'after'],
  ] as const)(
    'in its %s call %i, %s the call takes effect, leaves the same documents as a replay',
    async (method, at, when) => {
      await add(events, ...history);
      const store = new FailingStore(method, at, when);
      expect(await project(events, store)).toMatchObject([{ level: 'warn', message: 'view waits for a store' }]);
      expect(await documentsOf(store)).toEqual(await replayed(events));
      expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 11n });
    },
  );
  it('and gets every event again changes nothing', async () => {
    class WithoutCheckpoints extends InMemoryReadStore {
      override checkpoint() {
        return Promise.resolve(null);
      }
    }
    const store = new WithoutCheckpoints();
    await add(events, ...history);
    await project(events, store);
    const before = await documentsOf(store);
    await project(events, store);
    expect(await documentsOf(store)).toEqual(before);
    expect(before).toEqual(await replayed(events));
  });
});

describe('two projectors at the same time', () => {
  it('fold a document again when the other one has replaced it meanwhile', async () => {
    class ContestedStore extends InMemoryReadStore {
      private hasConflicted = false;
      override async write(...[to, writes, checkpoint]: Parameters<ReadStore['write']>) {
        if (!this.hasConflicted) {
          this.hasConflicted = true;
          const document = { siteId: 'studio', branch: 'north', amounts: [1] };
          await super.write(to, [{ id: 'a', document, position: 1n, loaded: null }]);
        }
        return super.write(to, writes, checkpoint);
      }
    }
    const store = new ContestedStore();
    await add(events, accountOpened('a', 1), accountOpened('b', 2), depositMade('a', 3));
    await project(events, store);
    expect(await documentsOf(store)).toEqual(await replayed(events));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 3n });
  });

  /** Calls of the other projector may come between any two of one's own. */
  class SlowStore extends InMemoryReadStore {
    override async load(...args: Parameters<ReadStore['load']>) {
      await new Promise(setImmediate);
      return super.load(...args);
    }
    override async write(...args: Parameters<ReadStore['write']>) {
      await new Promise(setImmediate);
      return super.write(...args);
    }
  }
  /** A mixed history of five accounts, the same in every run. */
  const eventAt = (n: number): Event => {
    const [accountId, branch] = [`${(n * 7) % 5}`, n % 3 === 0 ? 'south' : 'north'];
    if (n % 30 < 5) return accountOpened(accountId, n, branch);
    if (n % 41 === 40) return branchClosed(branch);
    if (n % 17 === 16) return branchRenamed(branch, `name ${n}`);
    if (n % 13 === 12) return accountClosed(accountId);
    return n % 11 === 10 ? withdrawalMade(accountId, n) : depositMade(accountId, n);
  };

  it('leave the same documents as a replay', async () => {
    const [store, log, stop] = [new SlowStore(), recordingLogger(), new AbortController()];
    const both = [new ViewProgress(), new ViewProgress()];
    const runs = both.map((progress) => new Projector(view, events, store, progress, log).run(stop.signal));
    for (let n = 0; n < 300; n++) {
      await add(events, eventAt(n));
      if (n % 4 === 0) await new Promise(setImmediate);
    }
    const last = await events.lastPosition();
    await Promise.all(both.map((progress) => progress.waitForPosition(['accounts'], last, SAFETY_LIMIT_MS)));
    stop.abort();
    await Promise.all(runs);
    expect(log.entries).toEqual([]);
    expect(await documentsOf(store)).toEqual(await replayed(events));
  });
});

it('a projector that waits for events ends when its signal aborts', async () => {
  const stop = new AbortController();
  const progress = new ViewProgress();
  const run = new Projector(view, events, new InMemoryReadStore(), progress, recordingLogger()).run(stop.signal);
  while (progress.lagging(['accounts'], SAFETY_LIMIT_MS).length > 0) await new Promise(setImmediate);
  stop.abort();
  await run;
});
