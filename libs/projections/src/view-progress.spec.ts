import { ReadModelBehind } from '@app/read-store';
import { ViewProgress } from './view-progress';

let progress: ViewProgress;
beforeEach(() => (progress = new ViewProgress()));

describe('waiting for views', () => {
  it('is not needed for nothing', async () => {
    await progress.waitForPosition(['jars'], null);
    await progress.waitForPosition([], 7n);
  });
  it('is not needed for what a view shows already', async () => {
    progress.report('jars', 7n, false);
    await progress.waitForPosition(['jars'], 7n, 0);
    await progress.waitForPosition(['jars'], 6n, 0);
  });
  it('ends when all of them have come that far', async () => {
    let isThere = false;
    progress.report('jars', 3n, true);
    const waiting = progress.waitForPosition(['jars', 'shelves'], 7n).then(() => (isThere = true));
    progress.report('jars', 9n, true);
    progress.report('shelves', 6n, true);
    await new Promise(setImmediate);
    expect(isThere).toBe(false);
    progress.report('shelves', 7n, true);
    await waiting;
  });
  it('ends with the patience', async () => {
    const began = Date.now();
    await expect(progress.waitForPosition(['jars'], 7n, 20)).rejects.toThrow(ReadModelBehind);
    expect(Date.now() - began).toBeGreaterThanOrEqual(19);
  });
  it('is for a thousand at once: one more is sent away, until some have gone', async () => {
    const waiting = Array.from({ length: 1000 }, () => progress.waitForPosition(['jars'], 7n));
    await expect(progress.waitForPosition(['jars'], 7n)).rejects.toThrow('too many');
    await progress.waitForPosition(['jars'], null);
    progress.report('jars', 7n, true);
    await Promise.all(waiting);
    const late = progress.waitForPosition(['jars'], 8n);
    progress.report('jars', 8n, true);
    await late;
  });
  it('leaves room behind those whose patience ended', async () => {
    const impatient = Array.from({ length: 1000 }, () => progress.waitForPosition(['jars'], 7n, 1).catch(() => 'gone'));
    expect(new Set(await Promise.all(impatient))).toEqual(new Set(['gone']));
    await expect(progress.waitForPosition(['jars'], 7n, 1)).rejects.toThrow('in time');
  });
  it('never goes back, but for a rebuild', async () => {
    progress.report('jars', 7n, true);
    progress.report('jars', 5n, false);
    progress.report('jars', null, false);
    await progress.waitForPosition(['jars'], 7n, 0);
    progress.reset('jars');
    await expect(progress.waitForPosition(['jars'], 7n, 1)).rejects.toThrow(ReadModelBehind);
  });
});

describe('the progress of a view elsewhere', () => {
  const shows = (position: bigint) =>
    progress.waitForPosition(['jars'], position, 1).then(
      () => true,
      () => false,
    );
  it('goes back when the view begins again', async () => {
    progress.reportCheckpoint('jars', 7n, true);
    expect(await shows(7n)).toBe(true);
    progress.reportCheckpoint('jars', 3n, false);
    expect([await shows(3n), await shows(4n)]).toEqual([true, false]);
    progress.reportCheckpoint('jars', null, false);
    expect(await shows(1n)).toBe(false);
  });
  it('lets go those who wait', async () => {
    const waiting = progress.waitForPosition(['jars'], 7n);
    progress.reportCheckpoint('jars', 7n, false);
    await waiting;
  });
  it('is asked for while somebody waits, and whoever asks is called when that begins', async () => {
    let calls = 0;
    progress.onWaitStarted = () => calls++;
    await progress.waitForPosition(['jars'], null);
    expect([progress.hasWaiters, calls]).toEqual([false, 0]);
    const waiting = [shows(7n), progress.waitForPosition(['jars'], 6n)];
    expect([progress.hasWaiters, calls]).toEqual([true, 2]);
    progress.reportCheckpoint('jars', 6n, false);
    await Promise.all(waiting);
    expect(progress.hasWaiters).toBe(false);
  });
});

describe('late views', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0, doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('are those that never showed the present', () => {
    progress.report('jars', 7n, false);
    expect(progress.lagging(['jars', 'shelves'], 5000)).toEqual(['jars', 'shelves']);
    progress.report('jars', 8n, true);
    expect(progress.lagging(['jars', 'shelves'], 5000)).toEqual(['shelves']);
  });
  it('are not those that are behind for a moment only', () => {
    progress.report('jars', 7n, true);
    progress.report('jars', 8n, false);
    jest.setSystemTime(5000);
    expect(progress.lagging(['jars'], 5000)).toEqual([]);
    jest.setSystemTime(5001);
    expect(progress.lagging(['jars'], 5000)).toEqual(['jars']);
  });
  it('are not those that showed the present until a moment ago, however long nothing had happened', () => {
    progress.report('jars', 7n, true);
    jest.setSystemTime(100_000);
    progress.report('jars', 8n, false);
    expect(progress.lagging(['jars'], 5000)).toEqual([]);
    jest.setSystemTime(105_001);
    expect(progress.lagging(['jars'], 5000)).toEqual(['jars']);
  });
  it('are not those that show the present, however long nothing happens', () => {
    progress.report('jars', 7n, true);
    jest.setSystemTime(100_000);
    expect(progress.lagging(['jars'], 5000)).toEqual([]);
  });
  it('are those that are being rebuilt', () => {
    progress.report('jars', 7n, true);
    progress.reset('jars');
    expect(progress.lagging(['jars'], 5000)).toEqual(['jars']);
  });
});
