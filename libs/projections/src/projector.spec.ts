import { InMemoryEventStore } from '@app/event-store';
import type { Event } from '@app/kernel';
import { everything, InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import {
  append,
  coinAdded,
  collection,
  jarBroken,
  jarEmptied,
  listening,
  shelfFell,
  shelfPainted,
  view,
} from './accounts-view.examples';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

const CHECKPOINT = 'jars.v1';
const add = (store: InMemoryEventStore, ...events: readonly Event[]) => append(store, 'jars', ...events);
/** Every document of the site, by id, with the position of the event that it heard last. */
async function documentsOf(store: ReadStore) {
  const { documents } = await store.find(collection, { siteId: 'studio', filter: everything, limit: 1000 });
  return Object.fromEntries(documents.map(({ id, document, position }) => [id, { ...document, position }]));
}
/** Runs a projector until it has seen everything that there is. */
async function project(events: InMemoryEventStore, store: ReadStore, prefixes?: readonly string[]) {
  const [progress, log, stop] = [new ViewProgress(), listening(), new AbortController()];
  const run = new Projector(view, events, store, progress, log, prefixes).run(stop.signal);
  await progress.waitForPosition(['jars'], await events.lastPosition(), 5000).finally(() => stop.abort());
  await run;
  return log.told;
}
const replayed = async (events: InMemoryEventStore) => {
  const store = new InMemoryReadStore();
  await project(events, store);
  return documentsOf(store);
};

let events: InMemoryEventStore;
beforeEach(() => (events = new InMemoryEventStore()));

describe('a projector', () => {
  it('folds events into documents of their site, and remembers how far it came', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1), coinAdded('b', 5, 'low'), coinAdded('a', 2));
    await add(events, { type: 'SomethingElse', data: {} });
    expect(await project(events, store)).toEqual([]);
    expect(await documentsOf(store)).toEqual({
      a: { siteId: 'studio', shelf: 'top', coins: [1, 2], position: 3n },
      b: { siteId: 'studio', shelf: 'low', coins: [5], position: 2n },
    });
    expect(await store.checkpoint(CHECKPOINT)).toEqual({
      position: 4n,
      storeId: await events.identity(),
      caughtUpAt: expect.any(String),
    });
  });
  it('goes on where it stopped', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1));
    await project(events, store);
    await add(events, jarEmptied('a'), coinAdded('a', 2));
    await project(events, store);
    expect(await documentsOf(store)).toMatchObject({ a: { coins: [2], position: 3n } });
  });
  it('removes documents, and builds them anew when they are heard of again', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1), coinAdded('b', 1), jarBroken('a'), jarBroken('b'), coinAdded('b', 2));
    await project(events, store);
    expect(await documentsOf(store)).toMatchObject({ b: { coins: [2] } });
    expect((await store.load(collection, ['a'])).get('a')).toEqual({ id: 'a', document: null, position: 3n });
  });
  it('sweeps in its turn: after what came before, and before what came after', async () => {
    const store = new InMemoryReadStore();
    await add(
      events,
      coinAdded('a', 1),
      coinAdded('b', 1, 'low'),
      shelfPainted('top', 'red'),
      coinAdded('a', 2),
      coinAdded('c', 3),
      shelfFell('low'),
      coinAdded('b', 4, 'low'),
    );
    await project(events, store);
    expect(await documentsOf(store)).toEqual({
      a: { siteId: 'studio', shelf: 'top', coins: [1, 2], colour: 'red', position: 4n },
      b: { siteId: 'studio', shelf: 'low', coins: [4], position: 7n },
      c: { siteId: 'studio', shelf: 'top', coins: [3], position: 5n },
    });
  });
  it('moves its checkpoint also on what has no effect, and on streams that it does not follow', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1));
    await append(events, 'other', coinAdded('b', 1));
    await project(events, store, ['jars']);
    expect(Object.keys(await documentsOf(store))).toEqual(['a']);
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 2n });
  });
  it('marks a document as stale whose event cannot be folded, names it, and goes on', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1), coinAdded('a', -1), coinAdded('b', 2), coinAdded('c', -1), coinAdded('c', 3));
    const told = await project(events, store);
    expect(await documentsOf(store)).toMatchObject({
      a: { coins: [1], stale: true },
      b: { coins: [2] },
      c: { coins: [3] },
    });
    expect(told.map(({ level, details }) => [level, details.view, details.document])).toEqual([
      ['error', 'jars', 'a'],
      ['error', 'jars', 'c'],
    ]);
  });
});

describe('a view that belongs to something else', () => {
  it('is rebuilt when it was made of another event store', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1), coinAdded('b', 1));
    await project(events, store);
    const others = new InMemoryEventStore();
    await add(others, coinAdded('c', 1));
    expect(await project(others, store)).toMatchObject([{ level: 'warn' }]);
    expect(await documentsOf(store)).toEqual(await replayed(others));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 1n, storeId: await others.identity() });
  });
  it('is rebuilt when it is ahead of the store, which is an older copy then', async () => {
    const store = new InMemoryReadStore();
    await add(events, coinAdded('a', 1));
    const storeId = await events.identity();
    await store.saveCheckpoint(CHECKPOINT, { position: 7n, storeId, caughtUpAt: null });
    const document = { siteId: 'studio', shelf: 'top', coins: [9] };
    await store.write(collection, [{ id: 'b', document, position: 7n, loaded: null }]);
    await project(events, store);
    expect(await documentsOf(store)).toEqual(await replayed(events));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 1n });
  });
  it('shows nothing for a while to those who wait for it', async () => {
    const store = new InMemoryReadStore();
    const [progress, stop] = [new ViewProgress(), new AbortController()];
    progress.report('jars', 100n, true);
    await store.saveCheckpoint(CHECKPOINT, { position: 100n, storeId: 'another', caughtUpAt: null });
    await add(events, coinAdded('a', 1));
    const run = new Projector(view, events, store, progress, listening()).run(stop.signal);
    while (!(await store.checkpoint(CHECKPOINT))?.caughtUpAt) await new Promise(setImmediate);
    await expect(progress.waitForPosition(['jars'], 50n, 1)).rejects.toThrow('in time');
    await progress.waitForPosition(['jars'], 1n);
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
  const happened = [
    coinAdded('a', 1),
    coinAdded('b', 2, 'low'),
    shelfPainted('top', 'red'),
    coinAdded('a', 3),
    jarBroken('b'),
    shelfFell('low'),
    coinAdded('b', 4, 'low'),
    jarEmptied('a'),
    coinAdded('a', 5),
    coinAdded('c', 6),
    coinAdded('c', 7),
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
  ] as const)('in %s %i, %s it took effect, ends in the same documents', async (method, at, when) => {
    await add(events, ...happened);
    const store = new FailingStore(method, at, when);
    expect(await project(events, store)).toMatchObject([{ level: 'warn', message: 'view waits for a store' }]);
    expect(await documentsOf(store)).toEqual(await replayed(events));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 11n });
  });
  it('and hears everything again changes nothing', async () => {
    class Forgetful extends InMemoryReadStore {
      override checkpoint() {
        return Promise.resolve(null);
      }
    }
    const store = new Forgetful();
    await add(events, ...happened);
    await project(events, store);
    const before = await documentsOf(store);
    await project(events, store);
    expect(await documentsOf(store)).toEqual(before);
    expect(before).toEqual(await replayed(events));
  });
});

describe('two projectors at once', () => {
  it('go on from what the other one stored, when it was faster and did not come as far', async () => {
    class Contested extends InMemoryReadStore {
      private isFree = false;
      override async write(...[to, writes, checkpoint]: Parameters<ReadStore['write']>) {
        if (!this.isFree) {
          this.isFree = true;
          const document = { siteId: 'studio', shelf: 'top', coins: [1] };
          await super.write(to, [{ id: 'a', document, position: 1n, loaded: null }]);
        }
        return super.write(to, writes, checkpoint);
      }
    }
    const store = new Contested();
    await add(events, coinAdded('a', 1), coinAdded('b', 2), coinAdded('a', 3));
    await project(events, store);
    expect(await documentsOf(store)).toEqual(await replayed(events));
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 3n });
  });

  /** Others may come between any two calls. */
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
  /** Always the same, and well mixed. */
  const eventAt = (n: number): Event => {
    const [jar, shelf] = [`jar-${(n * 7) % 5}`, n % 3 === 0 ? 'low' : 'top'];
    if (n % 41 === 40) return shelfFell(shelf);
    if (n % 17 === 16) return shelfPainted(shelf, `colour-${n}`);
    if (n % 13 === 12) return jarBroken(jar);
    return n % 11 === 10 ? jarEmptied(jar) : coinAdded(jar, n, shelf);
  };

  it('end in the same documents as a replay', async () => {
    const [store, log, stop] = [new SlowStore(), listening(), new AbortController()];
    const both = [new ViewProgress(), new ViewProgress()];
    const runs = both.map((progress) => new Projector(view, events, store, progress, log).run(stop.signal));
    for (let n = 0; n < 300; n++) {
      await add(events, eventAt(n));
      if (n % 4 === 0) await new Promise(setImmediate);
    }
    const last = await events.lastPosition();
    await Promise.all(both.map((progress) => progress.waitForPosition(['jars'], last, 5000)));
    stop.abort();
    await Promise.all(runs);
    expect(log.told).toEqual([]);
    expect(await documentsOf(store)).toEqual(await replayed(events));
  });
});

it('a projector without work ends at once when it is told to', async () => {
  const stop = new AbortController();
  const progress = new ViewProgress();
  const run = new Projector(view, events, new InMemoryReadStore(), progress, listening()).run(stop.signal);
  while (progress.lagging(['jars'], 0).length > 0) await new Promise(setImmediate);
  stop.abort();
  await run;
});
