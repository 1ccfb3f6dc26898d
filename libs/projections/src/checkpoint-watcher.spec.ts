import { InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { advance, advanceUntil, settle, useFakeTime } from '../testing/fake-time';
import { recordingLogger } from '../testing/recording-logger';
import { CHECKPOINT, collection, view } from './accounts-view.examples';
import { CheckpointWatcher } from './checkpoint-watcher';
import { ViewProgress } from './view-progress';

const MAX_LAG = 5000;

/** Counts how often checkpoints are read, and can be unavailable. */
class CountingStore extends InMemoryReadStore {
  polls = 0;
  isAway = false;
  override async checkpoint(name: string) {
    this.polls++;
    if (this.isAway) throw new ReadStoreUnavailable('away');
    return super.checkpoint(name);
  }
}

let events: InMemoryEventStore;
let store: CountingStore;
let progress: ViewProgress;
let log: ReturnType<typeof recordingLogger>;
let stop: AbortController;
let run: Promise<void>;
let storeId: string;

/** Saves the checkpoint as the projector of another process does. */
const saveCheckpoint = (position: bigint, caughtUp = false) =>
  store.saveCheckpoint(CHECKPOINT, {
    position,
    storeId,
    caughtUpAt: caughtUp ? new Date().toISOString() : null,
  });
const lagging = () => progress.lagging(['accounts'], MAX_LAG);
/** Whether a reader that waits for this position gets it. */
const includes = async (position: bigint) => {
  const waiting = progress.waitForPosition(['accounts'], position, 40).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ReadModelBehind);
      return false;
    },
  );
  await advance(50);
  return waiting;
};

const startWatcher = async () => {
  stop = new AbortController();
  run = new CheckpointWatcher([view], events, store, progress, log).run(stop.signal);
  await settle();
};
const stopWatcher = async () => {
  stop.abort();
  await run; // no time passes
};

beforeEach(async () => {
  useFakeTime();
  events = new InMemoryEventStore();
  [store, progress, log] = [new CountingStore(), new ViewProgress(), recordingLogger()];
  storeId = await events.identity();
  await startWatcher();
});
afterEach(async () => {
  await stopWatcher();
  jest.useRealTimers();
});

describe('a reader that waits for a view of another process', () => {
  it('continues within 15 ms after the checkpoint has reached its position, and not before', async () => {
    let hasContinued = false;
    const reading = progress.waitForPosition(['accounts'], 5n).then(() => (hasContinued = true));
    await saveCheckpoint(4n, true);
    await advance(60);
    expect(hasContinued).toBe(false);
    await saveCheckpoint(5n);
    await advance(15);
    expect(hasContinued).toBe(true);
    await reading;
  });
  it('does not wait for the end of an idle poll interval', async () => {
    await saveCheckpoint(5n);
    await progress.waitForPosition(['accounts'], 5n); // no time passes
    expect(store.polls).toBe(2);
  });
  it('does not continue on the checkpoint of another event store', async () => {
    await store.saveCheckpoint(CHECKPOINT, {
      position: 100n,
      storeId: 'another',
      caughtUpAt: new Date().toISOString(),
    });
    expect(await includes(5n)).toBe(false);
    expect(lagging()).toEqual(['accounts']);
    await saveCheckpoint(7n);
    expect(await includes(7n)).toBe(true);
    expect(await includes(8n)).toBe(false);
  });
  it('waits for a view that is being rebuilt', async () => {
    await saveCheckpoint(9n, true);
    expect(await includes(9n)).toBe(true);
    await store.clear(collection, CHECKPOINT);
    await advance(1000);
    expect(await includes(1n)).toBe(false);
    await saveCheckpoint(2n);
    expect(await includes(2n)).toBe(true);
    expect(await includes(9n)).toBe(false);
    await saveCheckpoint(9n);
    expect(await includes(9n)).toBe(true);
  });
  it('waits for a view whose rebuild began between two polls', async () => {
    await saveCheckpoint(9n, true);
    expect(await includes(9n)).toBe(true);
    await store.clear(collection, CHECKPOINT);
    await saveCheckpoint(2n);
    await advance(1000);
    expect(await includes(9n)).toBe(false);
    expect(await includes(2n)).toBe(true);
  });
  it('continues after the store was unavailable', async () => {
    store.isAway = true;
    const reading = progress.waitForPosition(['accounts'], 5n, 60_000);
    await advanceUntil(() => log.entries.length >= 2);
    expect(log.entries[0]).toMatchObject({ level: 'warn', message: 'the progress of the views cannot be read' });
    await saveCheckpoint(5n);
    store.isAway = false;
    await advance(2000);
    await reading;
  });
});

describe('the store', () => {
  it('is polled once a second while no reader waits', async () => {
    await advance(10_000);
    expect(store.polls).toBe(11);
  });
  it('is polled as often for a thousand readers as for one', async () => {
    const wait = () => progress.waitForPosition(['accounts'], 5n).catch(() => 'timed out');
    const readers = Array.from({ length: 990 }, wait);
    for (let n = 0; n < 10; n++) {
      readers.push(wait());
      await settle();
    }
    expect(store.polls).toBe(2);
    await advance(150);
    expect(store.polls).toBe(12);
    await advance(2000);
    expect(new Set(await Promise.all(readers))).toEqual(new Set(['timed out']));
    const { polls } = store;
    await advance(1000);
    expect(store.polls - polls).toBeLessThanOrEqual(2);
  });
});

describe('a view of another process', () => {
  it('lags until its checkpoint says again that it is caught up: what it said first may be of a dead process', async () => {
    await stopWatcher();
    await saveCheckpoint(5n, true);
    await startWatcher();
    await advance(2000);
    expect(lagging()).toEqual(['accounts']);
    await saveCheckpoint(5n, true);
    await advance(1000);
    expect(lagging()).toEqual([]);
  });
  it('does not lag while its checkpoint keeps saying that it is caught up, and lags soon after that ends', async () => {
    for (let seconds = 0; seconds < 20; seconds++) {
      await saveCheckpoint(5n, true);
      await advance(1000);
      if (seconds > 1) expect(lagging()).toEqual([]);
    }
    await advance(3000);
    expect(lagging()).toEqual([]);
    await advance(3000);
    expect(lagging()).toEqual(['accounts']);
    await saveCheckpoint(5n, true);
    await advance(1000);
    expect(lagging()).toEqual([]);
  });
  it('lags while its position grows but it does not catch up', async () => {
    await saveCheckpoint(1n, true);
    for (let position = 2n; position < 8n; position++) {
      await advance(1000);
      expect(lagging()).toEqual(['accounts']);
      await saveCheckpoint(position);
    }
  });
});

it('a watcher that is stopped during a poll ends after it', async () => {
  let respond = () => {};
  const responded = new Promise<void>((resolve) => (respond = resolve));
  store.checkpoint = () => responded.then(() => null);
  await advance(1000);
  stop.abort();
  respond();
  await stopWatcher();
});
