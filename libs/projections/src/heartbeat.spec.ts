import { type Batch, InMemoryEventStore, type SubscribeOptions } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { once } from 'node:events';
import { Heartbeat } from './heartbeat';
import { append, coinAdded, listening, view } from './jars.examples';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

/** A store whose subscriptions hang when they are told to: no more comes of them, and no error either. */
class HangingEventStore extends InMemoryEventStore {
  hangs = false;
  override async *subscribe(options: SubscribeOptions): AsyncGenerator<Batch> {
    for await (const batch of super.subscribe(options)) {
      if (this.hangs && !options.signal.aborted) await once(options.signal, 'abort');
      if (options.signal.aborted) return;
      yield batch;
    }
  }
}

let events: HangingEventStore;
const add = () => append(events, 'jars', coinAdded('a', 1));
beforeEach(() => (events = new HangingEventStore()));

describe('a heartbeat', () => {
  let heartbeat: Heartbeat;
  beforeEach(() => (heartbeat = new Heartbeat(events)));

  it('says nothing before the first batch', async () => {
    expect(await heartbeat.shows()).toBe(false);
    await add();
    expect(await heartbeat.shows()).toBe(false);
  });
  it('says that all is well as long as nothing comes', async () => {
    await add();
    heartbeat.batch({ position: 1n, caughtUp: true });
    for (let n = 0; n < 3; n++) expect(await heartbeat.shows()).toBe(true);
  });
  it('says so of an empty store', async () => {
    heartbeat.batch({ position: 0n, caughtUp: true });
    expect(await heartbeat.shows()).toBe(true);
  });
  it('says nothing between two batches of many', async () => {
    await add();
    heartbeat.batch({ position: 1n, caughtUp: false });
    expect(await heartbeat.shows()).toBe(false);
  });
  it('says nothing while the store holds more than came, whenever that was stored', async () => {
    await add();
    await add();
    heartbeat.batch({ position: 1n, caughtUp: true });
    for (let n = 0; n < 3; n++) expect(await heartbeat.shows()).toBe(false);
    heartbeat.batch({ position: 2n, caughtUp: true });
    expect(await heartbeat.shows()).toBe(true);
    await add();
    for (let n = 0; n < 3; n++) expect(await heartbeat.shows()).toBe(false);
  });
  it('fails when the store is away', async () => {
    heartbeat.batch({ position: 0n, caughtUp: true });
    await events.close();
    await expect(heartbeat.shows()).rejects.toThrow('closed');
  });
});

describe('the checkpoint of a view', () => {
  const LATE = 5000;
  let store: InMemoryReadStore;
  let progress: ViewProgress;
  let stop: AbortController;
  let run: Promise<void>;

  const turns = async () => {
    for (let n = 0; n < 10; n++) await new Promise(setImmediate);
  };
  const pass = async (ms: number) => {
    await jest.advanceTimersByTimeAsync(ms);
    await turns();
  };
  /** How many milliseconds ago it said that the view shows the present; `null`: it does not say so. */
  const saidAgo = async () => {
    const caughtUpAt = (await store.checkpoint('jars.v1'))?.caughtUpAt;
    return caughtUpAt ? Date.now() - Date.parse(caughtUpAt) : null;
  };

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    [store, progress, stop] = [new InMemoryReadStore(), new ViewProgress(), new AbortController()];
    run = new Projector(view, events, store, progress, listening(), ['jars']).run(stop.signal);
    await turns();
  });
  afterEach(async () => {
    stop.abort();
    await run;
    jest.useRealTimers();
  });

  it('says every second that the view shows the present, however quiet the store is', async () => {
    await add();
    await append(events, 'others', coinAdded('b', 1));
    await turns();
    for (let second = 0; second < 5; second++) {
      await pass(1000);
      expect(await saidAgo()).toBe(0);
    }
    expect(await store.checkpoint('jars.v1')).toMatchObject({ position: 2n });
    expect(progress.late(['jars'], LATE)).toEqual([]);
  });
  it('says so also of an empty store', async () => {
    await pass(2000);
    expect(await saidAgo()).toBe(0);
  });
  it.each([
    ['right after a batch', 0],
    ['after a while', 2000],
  ])(
    'says so no more when the subscription hangs %s and the store grows, and neither does the process itself',
    async (_, quiet) => {
      await add();
      await pass(quiet);
      events.hangs = true;
      await add();
      await turns();
      await pass(3000);
      expect(await saidAgo()).toBe(3000);
      expect(progress.late(['jars'], LATE)).toEqual([]);
      await pass(4000);
      expect(await saidAgo()).toBe(7000);
      expect(progress.late(['jars'], LATE)).toEqual(['jars']);
    },
  );
  it('says nothing that is not so for a store that is away', async () => {
    await pass(1000);
    jest.spyOn(events, 'lastPosition').mockRejectedValue(new Error('away'));
    await pass(3000);
    expect(await saidAgo()).toBe(3000);
    jest.restoreAllMocks();
    await pass(1000);
    expect(await saidAgo()).toBe(0);
  });
  it('is left alone when the projector has ended, also by a look that was under way', async () => {
    await pass(1000);
    let answer = (_last: bigint) => {};
    const asking = jest.spyOn(events, 'lastPosition');
    asking.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await pass(1000);
    expect(asking).toHaveBeenCalledTimes(1);
    stop.abort();
    await run;
    answer(0n);
    await pass(3000);
    expect(await saidAgo()).toBe(4000);
    expect(asking).toHaveBeenCalledTimes(1);
    asking.mockRestore();
  });
});
