import { InMemoryEventStore } from '@app/event-store';
import type { Event } from '@app/kernel';
import {
  type CollectionSpec,
  everything,
  InMemoryReadStore,
  type ReadStore,
  ReadStoreUnavailable,
  type SweepWrite,
} from '@app/read-store';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  accountClosed,
  accountOpened,
  branchClosed,
  branchRenamed,
  depositMade,
} from '../../kernel/testing/accounts.examples';
import { recordingLogger } from '../testing/recording-logger';
import { append, CHECKPOINT, collection, view } from './accounts-view.examples';
import { pendingSweepsCollection, SWEEP_STEP } from './pending-sweeps';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

/** A projector that hangs fails its test after this time. */
const SAFETY_LIMIT_MS = 60_000;
jest.setTimeout(SAFETY_LIMIT_MS);

/** More accounts than a sweep changes in one step. */
const MANY = SWEEP_STEP + 20;

let events: InMemoryEventStore;
beforeEach(() => (events = new InMemoryEventStore()));
const add = (...added: readonly Event[]) => append(events, 'accounts', ...added);
const opened = (branch = 'north') => Array.from({ length: MANY }, (_, n) => accountOpened(`${branch}-${n}`, 1, branch));

/** Every document of the site, by id, with the position of the last event that changed it. */
async function documentsOf(store: ReadStore) {
  const { documents } = await store.find(collection, { siteId: 'studio', filter: everything, limit: 10_000 });
  return Object.fromEntries(documents.map(({ id, document, position }) => [id, { ...document, position }]));
}
const pendingIn = (store: ReadStore) => store.count(pendingSweepsCollection, { siteId: '-', upTo: 1000 });

class WholeSweeps extends InMemoryReadStore {
  override sweep(to: CollectionSpec, sweep: SweepWrite) {
    return super.sweep(to, sweep, Infinity);
  }
}

/** Runs projectors until each has processed every event, and, unless `early`, no sweep is pending. */
async function project(store: ReadStore, { projectors = 1, early = false } = {}) {
  const [log, stop] = [recordingLogger(), new AbortController()];
  const last = await events.lastPosition();
  const all = Array.from({ length: projectors }, () => new ViewProgress());
  const runs = all.map((progress) => new Projector(view, events, store, progress, log).run(stop.signal));
  await Promise.all(all.map((progress) => progress.waitForPosition(['accounts'], last, SAFETY_LIMIT_MS)));
  while (!early && (await pendingIn(store)) > 0) await sleep(5);
  stop.abort();
  await Promise.all(runs);
  return log.entries;
}
/** The documents after every event in order, each sweep as a whole. */
const replayed = async () => {
  const store = new WholeSweeps();
  await project(store);
  return documentsOf(store);
};

describe('a sweep of many documents', () => {
  /** Notes how many documents each call of `sweep` changes. */
  class CountingStore extends InMemoryReadStore {
    readonly changes: number[] = [];
    override async sweep(...args: Parameters<ReadStore['sweep']>) {
      const before = (await this.find(collection, { siteId: 'studio', limit: 10_000 })).documents.length;
      const isDone = await super.sweep(...args);
      const after = (await this.find(collection, { siteId: 'studio', limit: 10_000 })).documents.length;
      this.changes.push(before - after);
      return isDone;
    }
  }

  it('goes step by step, while the view shows later events', async () => {
    const store = new CountingStore();
    await add(...opened(), branchClosed('north'), accountOpened('later', 2));
    await project(store, { early: true });
    expect(await documentsOf(store)).toMatchObject({ later: { amounts: [2] } });
    expect(store.changes).toEqual([SWEEP_STEP]);
    expect(await pendingIn(store)).toBe(1);
    await project(store);
    expect(Object.keys(await documentsOf(store))).toEqual(['later']);
    expect(Math.max(...store.changes)).toBe(SWEEP_STEP);
  });

  it('of few documents is done at once, also while others are pending', async () => {
    const store = new CountingStore();
    await add(...opened(), accountOpened('s', 1, 'south'), branchClosed('north'), branchClosed('south'));
    await project(store, { early: true });
    expect(await documentsOf(store)).not.toHaveProperty('s');
    expect(await pendingIn(store)).toBe(1);
  });

  it('has changed a document before a later event is folded into it', async () => {
    const store = new InMemoryReadStore();
    const last = MANY - 1;
    await add(
      ...opened(),
      ...opened('south'),
      branchRenamed('north', 'North'),
      depositMade(`north-${last}`, 2),
      branchClosed('south'),
      depositMade(`south-${last}`, 2),
      accountOpened(`south-${last - 1}`, 3, 'south'),
    );
    await project(store, { early: true });
    const early = await documentsOf(store);
    expect(early).toMatchObject({
      [`north-${last}`]: { amounts: [1, 2], branchName: 'North' },
      [`south-${last - 1}`]: { amounts: [3] },
    });
    expect(early).not.toHaveProperty(`south-${last}`);
    await project(store);
    const documents = await documentsOf(store);
    expect(Object.keys(documents)).toHaveLength(MANY + 1);
    expect(documents).toMatchObject({
      'north-0': { amounts: [1], branchName: 'North', position: BigInt(2 * MANY + 1) },
      [`north-${last}`]: early[`north-${last}`],
      [`south-${last - 1}`]: early[`south-${last - 1}`],
    });
  });

  it('that an event store of before had pending is forgotten when the view is built anew', async () => {
    const store = new InMemoryReadStore();
    await add(...opened(), branchClosed('north'));
    await project(store, { early: true });
    events = new InMemoryEventStore();
    await add(...opened());
    await project(store, { early: true });
    expect(await pendingIn(store)).toBe(0);
    expect(await documentsOf(store)).toEqual(await replayed());
  });
});

it('that was pending is forgotten with the checkpoint of its view, before an older copy of the events goes on differently', async () => {
  class SameStore extends InMemoryEventStore {
    override identity(): Promise<string> {
      return Promise.resolve('the store');
    }
  }
  const store = new InMemoryReadStore();
  events = new SameStore();
  await add(...opened(), branchClosed('north'));
  await project(store, { early: true });
  expect(await pendingIn(store)).toBe(1);
  await store.clear(collection, CHECKPOINT); // as an operator does who has the view built anew
  events = new SameStore();
  await add(...opened(), accountOpened('a', 1, 'south'), accountOpened('b', 2, 'south'));
  await project(store, { early: true });
  await project(store);
  expect(await documentsOf(store)).toEqual(await replayed());
});

/** Fails once at the n-th call of one of its methods, before it did anything or right after. */
class FailingStore extends InMemoryReadStore {
  private calls = 0;
  constructor(
    private readonly method: 'load' | 'write' | 'sweep' | 'erase',
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
  override write(...args: Parameters<ReadStore['write']>) {
    return this.failing('write', () => super.write(...args));
  }
  override sweep(...args: Parameters<ReadStore['sweep']>) {
    return this.failing('sweep', () => super.sweep(...args));
  }
  override erase(...args: Parameters<ReadStore['erase']>) {
    return this.failing('erase', () => super.erase(...args));
  }
}

it.each([
  ['load', 2, 'before'],
  ['write', 1, 'after'],
  ['write', 2, 'before'],
  ['write', 2, 'after'],
  ['write', 3, 'after'],
  ['sweep', 1, 'after'],
  ['sweep', 2, 'before'],
  ['sweep', 3, 'after'],
  ['erase', 1, 'before'],
  ['erase', 1, 'after'],
] as const)(
  'a store that fails in its %s call %i, %s it takes effect, gets the documents of a replay',
  async (method, at, when) => {
    await add(...opened(), branchRenamed('north', 'North'), depositMade(`north-${MANY - 1}`, 2), branchClosed('north'), ...opened('south')); // prettier-ignore
    await add(accountOpened('north-3', 5), accountOpened(`north-${MANY - 2}`, 6), depositMade('north-3', 7));
    const store = new FailingStore(method, at, when);
    expect(await project(store)).toMatchObject([{ level: 'warn', message: 'view waits for a store' }]);
    const documents = await documentsOf(store);
    expect(documents).toEqual(await replayed());
    expect(documents).toMatchObject({ 'north-3': { amounts: [5, 7] }, [`north-${MANY - 2}`]: { amounts: [6] } });
    expect(Object.keys(documents)).toHaveLength(MANY + 2);
  },
);

describe('any history', () => {
  /** Pseudo-random numbers below `n`: the same in every run, and another sequence for each seed. */
  const numbers = (seed: number) => {
    let state = seed;
    return (n: number) => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 8) % n;
  };
  const eventOf = (below: (n: number) => number): Event => {
    const [id, branch, kind] = [`${below(MANY)}`, below(4) === 0 ? 'south' : 'north', below(40)];
    if (kind === 0) return branchClosed(branch);
    if (kind === 1) return branchRenamed(branch, `name ${below(1000)}`);
    if (kind < 5) return accountClosed(id);
    return kind < 25 ? accountOpened(id, below(100), branch) : depositMade(id, below(100));
  };

  it.each([
    [1, 1],
    [2, 2],
  ])(
    'ends in the documents of a replay, by projectors that are stopped and started: seed %i, %i at once',
    async (seed, projectors) => {
      const store = new InMemoryReadStore();
      const below = numbers(seed);
      let mostPending = 0;
      for (let round = 0; round < 4; round++) {
        await add(
          ...opened().map(({ data }, n) => ({ ...accountOpened(`${n}`, 1), data: { ...data, accountId: `${n}` } })),
        );
        for (let n = 0; n < 40; n++) await add(eventOf(below), eventOf(below), eventOf(below));
        await project(store, { projectors, early: true });
        mostPending = Math.max(mostPending, await pendingIn(store));
      }
      expect(mostPending).toBeGreaterThan(1);
      await project(store, { projectors });
      expect(await documentsOf(store)).toEqual(await replayed());
    },
  );
});
