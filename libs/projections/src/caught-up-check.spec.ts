import { type Batch, InMemoryEventStore, type SubscribeOptions } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { once } from 'node:events';
import { accountOpened } from '../../kernel/testing/accounts.examples';
import { advance, settle, useFakeTime } from '../testing/fake-time';
import { recordingLogger } from '../testing/recording-logger';
import { append, CHECKPOINT, view } from './accounts-view.examples';
import { CaughtUpCheck } from './caught-up-check';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

/** A store whose subscriptions can be made to hang: they deliver nothing more, and throw nothing either. */
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
const appendOne = () => append(events, 'accounts', accountOpened('a'));
beforeEach(() => (events = new HangingEventStore()));

describe('a subscription is', () => {
  let check: CaughtUpCheck;
  beforeEach(() => (check = new CaughtUpCheck(events)));

  it('not caught up before the first batch', async () => {
    expect(await check.isCaughtUp()).toBe(false);
    await appendOne();
    expect(await check.isCaughtUp()).toBe(false);
  });
  it('caught up while nothing new is appended, however often that is checked', async () => {
    await appendOne();
    check.batchProcessed({ position: 1n, caughtUp: true });
    for (let n = 0; n < 3; n++) expect(await check.isCaughtUp()).toBe(true);
  });
  it('caught up with an empty store', async () => {
    check.batchProcessed({ position: 0n, caughtUp: true });
    expect(await check.isCaughtUp()).toBe(true);
  });
  it('not caught up when more batches are due', async () => {
    await appendOne();
    check.batchProcessed({ position: 1n, caughtUp: false });
    expect(await check.isCaughtUp()).toBe(false);
  });
  it('not caught up while the store holds events behind the last batch, appended before or after it', async () => {
    await appendOne();
    await appendOne();
    check.batchProcessed({ position: 1n, caughtUp: true });
    for (let n = 0; n < 3; n++) expect(await check.isCaughtUp()).toBe(false);
    check.batchProcessed({ position: 2n, caughtUp: true });
    expect(await check.isCaughtUp()).toBe(true);
    await appendOne();
    for (let n = 0; n < 3; n++) expect(await check.isCaughtUp()).toBe(false);
  });
  it('not known to be caught up when the store is unavailable: the check throws', async () => {
    check.batchProcessed({ position: 0n, caughtUp: true });
    await events.close();
    await expect(check.isCaughtUp()).rejects.toThrow('closed');
  });
});

describe('the checkpoint of a view', () => {
  const MAX_LAG = 5000;
  let store: InMemoryReadStore;
  let progress: ViewProgress;
  let stop: AbortController;
  let run: Promise<void>;

  /** How many milliseconds ago the view was caught up, by its checkpoint; `null`: never. */
  const caughtUpAgo = async () => {
    const caughtUpAt = (await store.checkpoint(CHECKPOINT))?.caughtUpAt;
    return caughtUpAt ? Date.now() - Date.parse(caughtUpAt) : null;
  };

  beforeEach(async () => {
    useFakeTime();
    [store, progress, stop] = [new InMemoryReadStore(), new ViewProgress(), new AbortController()];
    run = new Projector(view, events, store, progress, recordingLogger(), ['accounts']).run(stop.signal);
    await settle();
  });
  afterEach(async () => {
    stop.abort();
    await run;
    jest.useRealTimers();
  });

  it('says every second that the view is caught up, even when nothing is appended', async () => {
    await appendOne();
    await append(events, 'others', accountOpened('b'));
    await settle();
    for (let second = 0; second < 5; second++) {
      await advance(1000);
      expect(await caughtUpAgo()).toBe(0);
    }
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 2n });
    expect(progress.lagging(['accounts'], MAX_LAG)).toEqual([]);
  });
  it('says so also for an empty store', async () => {
    await advance(2000);
    expect(await caughtUpAgo()).toBe(0);
  });
  it.each([
    ['right after a batch', 0],
    ['two seconds after a batch', 2000],
  ])(
    'says so no longer when the subscription hangs %s and the store grows, and the view counts as lagging',
    async (_, ms) => {
      await appendOne();
      await advance(ms);
      events.hangs = true;
      await appendOne();
      await settle();
      await advance(3000);
      expect(await caughtUpAgo()).toBe(3000);
      expect(progress.lagging(['accounts'], MAX_LAG)).toEqual([]);
      await advance(4000);
      expect(await caughtUpAgo()).toBe(7000);
      expect(progress.lagging(['accounts'], MAX_LAG)).toEqual(['accounts']);
    },
  );
  it('says so no longer while the store is unavailable', async () => {
    await advance(1000);
    jest.spyOn(events, 'lastPosition').mockRejectedValue(new Error('away'));
    await advance(3000);
    expect(await caughtUpAgo()).toBe(3000);
    jest.restoreAllMocks();
    await advance(1000);
    expect(await caughtUpAgo()).toBe(0);
  });
  it('is not written after the projector has ended, not even by a check that had begun', async () => {
    await advance(1000);
    let respond = (_last: bigint) => {};
    const lastPosition = jest.spyOn(events, 'lastPosition');
    lastPosition.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)));
    await advance(1000);
    expect(lastPosition).toHaveBeenCalledTimes(1);
    stop.abort();
    await run;
    respond(0n);
    await advance(3000);
    expect(await caughtUpAgo()).toBe(4000);
    expect(lastPosition).toHaveBeenCalledTimes(1);
    lastPosition.mockRestore();
  });
});
