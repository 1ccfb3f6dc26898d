import { InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { CheckpointWatcher } from './checkpoint-watcher';
import { collection, listening, view } from './accounts-view.examples';
import { ViewProgress } from './view-progress';

const CHECKPOINT = 'jars.v1';
const LATE = 5000;

/** Counts how often it is asked, and can be away. */
class WatchedStore extends InMemoryReadStore {
  looks = 0;
  isAway = false;
  override async checkpoint(name: string) {
    this.looks++;
    if (this.isAway) throw new ReadStoreUnavailable('away');
    return super.checkpoint(name);
  }
}

let events: InMemoryEventStore;
let store: WatchedStore;
let progress: ViewProgress;
let log: ReturnType<typeof listening>;
let stop: AbortController;
let run: Promise<void>;
let storeId: string;

/** Lets everything happen that needs no time to pass. */
const turns = async () => {
  for (let n = 0; n < 10; n++) await new Promise(setImmediate);
};
const pass = async (ms: number) => {
  await jest.advanceTimersByTimeAsync(ms);
  await turns();
};
/** Whoever keeps the view has come this far; with `caughtUp`, and there is nothing more. */
const saved = (position: bigint, caughtUp = false) =>
  store.saveCheckpoint(CHECKPOINT, {
    position,
    storeId,
    caughtUpAt: caughtUp ? new Date().toISOString() : null,
  });
const late = () => progress.lagging(['jars'], LATE);
/** Has the view come this far? */
const shows = async (position: bigint) => {
  const looking = progress.waitForPosition(['jars'], position, 40).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ReadModelBehind);
      return false;
    },
  );
  await pass(50);
  return looking;
};

const begin = async () => {
  stop = new AbortController();
  run = new CheckpointWatcher([view], events, store, progress, log).run(stop.signal);
  await turns();
};
const end = async () => {
  stop.abort();
  await run; // no time passes
};

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  events = new InMemoryEventStore();
  [store, progress, log] = [new WatchedStore(), new ViewProgress(), listening()];
  storeId = await events.identity();
  await begin();
});
afterEach(async () => {
  await end();
  jest.useRealTimers();
});

describe('a reader that waits for a view of another process', () => {
  it('is let go soon after the checkpoint has come that far, and not before', async () => {
    let isThere = false;
    const reading = progress.waitForPosition(['jars'], 5n).then(() => (isThere = true));
    await saved(4n, true);
    await pass(60);
    expect(isThere).toBe(false);
    await saved(5n);
    await pass(15);
    expect(isThere).toBe(true);
    await reading;
  });
  it('does not wait for the end of a quiet pause', async () => {
    await saved(5n);
    await progress.waitForPosition(['jars'], 5n);
    expect(store.looks).toBe(2);
  });
  it('is not let go by a view of another event store', async () => {
    await store.saveCheckpoint(CHECKPOINT, {
      position: 100n,
      storeId: 'another',
      caughtUpAt: new Date().toISOString(),
    });
    expect(await shows(5n)).toBe(false);
    expect(late()).toEqual(['jars']);
    await saved(7n);
    expect(await shows(7n)).toBe(true);
    expect(await shows(8n)).toBe(false);
  });
  it('is not let go by a view that is being rebuilt', async () => {
    await saved(9n, true);
    expect(await shows(9n)).toBe(true);
    await store.clear(collection, CHECKPOINT);
    await pass(1000);
    expect(await shows(1n)).toBe(false);
    await saved(2n);
    expect(await shows(2n)).toBe(true);
    expect(await shows(9n)).toBe(false);
    await saved(9n);
    expect(await shows(9n)).toBe(true);
  });
  it('is not let go by a view whose rebuild began between two looks', async () => {
    await saved(9n, true);
    expect(await shows(9n)).toBe(true);
    await store.clear(collection, CHECKPOINT);
    await saved(2n);
    await pass(1000);
    expect(await shows(9n)).toBe(false);
    expect(await shows(2n)).toBe(true);
  });
  it('is let go when the store was away and is back', async () => {
    store.isAway = true;
    const reading = progress.waitForPosition(['jars'], 5n, 60_000);
    while (log.told.length < 2) await new Promise(setImmediate);
    expect(log.told[0]).toMatchObject({ level: 'warn', message: 'the progress of the views cannot be read' });
    await saved(5n);
    store.isAway = false;
    await reading;
  });
});

describe('the store', () => {
  it('is asked once a second while nobody waits', async () => {
    await pass(10_000);
    expect(store.looks).toBe(11);
  });
  it('is asked as often for a thousand readers as for one', async () => {
    const begins = () => progress.waitForPosition(['jars'], 5n).catch(() => 'gone');
    const reading = Array.from({ length: 990 }, begins);
    for (let n = 0; n < 10; n++) {
      reading.push(begins());
      await turns();
    }
    expect(store.looks).toBe(2);
    await pass(150);
    expect(store.looks).toBe(12);
    await pass(2000);
    expect(new Set(await Promise.all(reading))).toEqual(new Set(['gone']));
    const { looks } = store;
    await pass(1000);
    expect(store.looks - looks).toBeLessThanOrEqual(2);
  });
});

describe('a view of another process', () => {
  it('is late until its checkpoint says anew that it shows the present: an old word may be that of a dead process', async () => {
    await end();
    await saved(5n, true);
    await begin();
    await pass(2000);
    expect(late()).toEqual(['jars']);
    await saved(5n, true);
    await pass(1000);
    expect(late()).toEqual([]);
  });
  it('is well as long as its checkpoint says anew that it shows the present, and late soon after that ends', async () => {
    for (let seconds = 0; seconds < 20; seconds++) {
      await saved(5n, true);
      await pass(1000);
      if (seconds > 1) expect(late()).toEqual([]);
    }
    await pass(3000);
    expect(late()).toEqual([]);
    await pass(3000);
    expect(late()).toEqual(['jars']);
    await saved(5n, true);
    await pass(1000);
    expect(late()).toEqual([]);
  });
  it('is late as long as it moves and does not catch up', async () => {
    await saved(1n, true);
    for (let second = 2n; second < 8n; second++) {
      await pass(1000);
      expect(late()).toEqual(['jars']);
      await saved(second);
    }
  });
});

it('a watcher ends in the middle of a look', async () => {
  let look = () => {};
  const looking = new Promise<void>((resolve) => (look = resolve));
  store.checkpoint = () => looking.then(() => null);
  await pass(1000);
  stop.abort();
  look();
  await end();
});
