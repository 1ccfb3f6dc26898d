import { ReadModelBehind } from '@app/read-store';
import { advance, settle, useFakeTime } from '../testing/fake-time';
import { ViewProgress } from './view-progress';

let progress: ViewProgress;
beforeEach(() => {
  useFakeTime();
  progress = new ViewProgress();
});
afterEach(() => jest.useRealTimers());

/** Whether a reader gets this position without waiting for it. */
const includes = async (position: bigint) => {
  const waiting = progress.waitForPosition(['accounts'], position, 1).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ReadModelBehind);
      return false;
    },
  );
  await advance(1);
  return waiting;
};

describe('a reader', () => {
  it('does not wait without a position or without views', async () => {
    await progress.waitForPosition(['accounts'], null);
    await progress.waitForPosition([], 7n);
  });
  it('does not wait for a position that the view includes already', async () => {
    progress.report('accounts', 7n, false);
    await progress.waitForPosition(['accounts'], 7n, 0);
    await progress.waitForPosition(['accounts'], 6n, 0);
  });
  it('waits until all of its views have reached the position', async () => {
    let hasContinued = false;
    progress.report('accounts', 3n, true);
    const waiting = progress.waitForPosition(['accounts', 'branches'], 7n).then(() => (hasContinued = true));
    progress.report('accounts', 9n, true);
    progress.report('branches', 6n, true);
    await settle();
    expect(hasContinued).toBe(false);
    progress.report('branches', 7n, true);
    await waiting;
  });
  it.each([
    ['20 ms when it says so', 20, 20],
    ['two seconds by default', undefined, 2000],
  ])('waits no longer than %s', async (_, timeout, ms) => {
    let failure: unknown = null;
    void progress.waitForPosition(['accounts'], 7n, timeout).catch((error: unknown) => (failure = error));
    await advance(ms - 1);
    expect(failure).toBeNull();
    await advance(1);
    expect(failure).toBeInstanceOf(ReadModelBehind);
  });
  it('is refused while a thousand others wait', async () => {
    const waiting = Array.from({ length: 1000 }, () => progress.waitForPosition(['accounts'], 7n));
    await expect(progress.waitForPosition(['accounts'], 7n)).rejects.toThrow('too many');
    await progress.waitForPosition(['accounts'], null);
    progress.report('accounts', 7n, true);
    await Promise.all(waiting);
    const next = progress.waitForPosition(['accounts'], 8n);
    progress.report('accounts', 8n, true);
    await next;
  });
  it('is not refused after a thousand others have timed out', async () => {
    const others = Array.from({ length: 1000 }, () =>
      progress.waitForPosition(['accounts'], 7n, 1).catch(() => 'timed out'),
    );
    await advance(1);
    expect(new Set(await Promise.all(others))).toEqual(new Set(['timed out']));
    const next = progress.waitForPosition(['accounts'], 7n);
    progress.report('accounts', 7n, true);
    await next;
  });
});

describe('the position of a view', () => {
  it('never decreases, except by a reset', async () => {
    progress.report('accounts', 7n, true);
    progress.report('accounts', 5n, false);
    progress.report('accounts', null, false);
    expect(await includes(7n)).toBe(true);
    progress.reset('accounts');
    expect(await includes(7n)).toBe(false);
  });
  it('in another process decreases with its checkpoint: the view is being rebuilt', async () => {
    progress.reportCheckpoint('accounts', 7n, true);
    expect(await includes(7n)).toBe(true);
    progress.reportCheckpoint('accounts', 3n, false);
    expect([await includes(3n), await includes(4n)]).toEqual([true, false]);
    progress.reportCheckpoint('accounts', null, false);
    expect(await includes(1n)).toBe(false);
  });
  it('in another process lets readers continue', async () => {
    const waiting = progress.waitForPosition(['accounts'], 7n);
    progress.reportCheckpoint('accounts', 7n, false);
    await waiting;
  });
});

it('calls `onWaitStarted` when a reader begins to wait, and says whether any still does', async () => {
  let calls = 0;
  progress.onWaitStarted = () => calls++;
  await progress.waitForPosition(['accounts'], null);
  expect([progress.hasWaiters, calls]).toEqual([false, 0]);
  const waiting = [progress.waitForPosition(['accounts'], 5n), progress.waitForPosition(['accounts'], 6n)];
  expect([progress.hasWaiters, calls]).toEqual([true, 2]);
  progress.reportCheckpoint('accounts', 6n, false);
  await Promise.all(waiting);
  expect(progress.hasWaiters).toBe(false);
});

describe('a view', () => {
  const lagging = () => progress.lagging(['accounts'], 5000);

  it('lags until it was caught up once', () => {
    progress.report('accounts', 7n, false);
    expect(progress.lagging(['accounts', 'branches'], 5000)).toEqual(['accounts', 'branches']);
    progress.report('accounts', 8n, true);
    expect(progress.lagging(['accounts', 'branches'], 5000)).toEqual(['branches']);
  });
  it('lags when it is behind for longer than is allowed', async () => {
    progress.report('accounts', 7n, true);
    progress.report('accounts', 8n, false);
    await advance(5000);
    expect(lagging()).toEqual([]);
    await advance(1);
    expect(lagging()).toEqual(['accounts']);
  });
  it('is behind only from the first report that it is, however long nothing was reported before', async () => {
    progress.report('accounts', 7n, true);
    await advance(100_000);
    progress.report('accounts', 8n, false);
    expect(lagging()).toEqual([]);
    await advance(5001);
    expect(lagging()).toEqual(['accounts']);
  });
  it('does not lag while it is caught up, however long nothing is reported', async () => {
    progress.report('accounts', 7n, true);
    await advance(100_000);
    expect(lagging()).toEqual([]);
  });
  it('lags while it is being rebuilt', () => {
    progress.report('accounts', 7n, true);
    progress.reset('accounts');
    expect(lagging()).toEqual(['accounts']);
  });
});
