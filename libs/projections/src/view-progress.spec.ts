import { ReadModelBehind } from '@app/read-store';
import { ViewProgress } from './view-progress';

let progress: ViewProgress;
beforeEach(() => (progress = new ViewProgress()));

describe('waiting for views', () => {
  it('is not needed for nothing', async () => {
    await progress.reached(['jars'], null);
    await progress.reached([], 7n);
  });
  it('is not needed for what a view shows already', async () => {
    progress.report('jars', 7n, false);
    await progress.reached(['jars'], 7n, 0);
    await progress.reached(['jars'], 6n, 0);
  });
  it('ends when all of them have come that far', async () => {
    let isThere = false;
    progress.report('jars', 3n, true);
    const waiting = progress.reached(['jars', 'shelves'], 7n).then(() => (isThere = true));
    progress.report('jars', 9n, true);
    progress.report('shelves', 6n, true);
    await new Promise(setImmediate);
    expect(isThere).toBe(false);
    progress.report('shelves', 7n, true);
    await waiting;
  });
  it('ends with the patience', async () => {
    const began = Date.now();
    await expect(progress.reached(['jars'], 7n, 20)).rejects.toThrow(ReadModelBehind);
    expect(Date.now() - began).toBeGreaterThanOrEqual(19);
  });
  it('is for a thousand at once: one more is sent away, until some have gone', async () => {
    const waiting = Array.from({ length: 1000 }, () => progress.reached(['jars'], 7n));
    await expect(progress.reached(['jars'], 7n)).rejects.toThrow('too many');
    await progress.reached(['jars'], null);
    progress.report('jars', 7n, true);
    await Promise.all(waiting);
    const late = progress.reached(['jars'], 8n);
    progress.report('jars', 8n, true);
    await late;
  });
  it('leaves room behind those whose patience ended', async () => {
    const impatient = Array.from({ length: 1000 }, () => progress.reached(['jars'], 7n, 1).catch(() => 'gone'));
    expect(new Set(await Promise.all(impatient))).toEqual(new Set(['gone']));
    await expect(progress.reached(['jars'], 7n, 1)).rejects.toThrow('in time');
  });
  it('never goes back, but for a rebuild', async () => {
    progress.report('jars', 7n, true);
    progress.report('jars', 5n, false);
    progress.report('jars', null, false);
    await progress.reached(['jars'], 7n, 0);
    progress.restart('jars');
    await expect(progress.reached(['jars'], 7n, 1)).rejects.toThrow(ReadModelBehind);
  });
});

describe('the progress of a view elsewhere', () => {
  const shows = (position: bigint) =>
    progress.reached(['jars'], position, 1).then(
      () => true,
      () => false,
    );
  it('goes back when the view begins again', async () => {
    progress.hear('jars', 7n, true);
    expect(await shows(7n)).toBe(true);
    progress.hear('jars', 3n, false);
    expect([await shows(3n), await shows(4n)]).toEqual([true, false]);
    progress.hear('jars', null, false);
    expect(await shows(1n)).toBe(false);
  });
  it('lets go those who wait', async () => {
    const waiting = progress.reached(['jars'], 7n);
    progress.hear('jars', 7n, false);
    await waiting;
  });
  it('is asked for while somebody waits, and whoever asks is called when that begins', async () => {
    let calls = 0;
    progress.onWaiting = () => calls++;
    await progress.reached(['jars'], null);
    expect([progress.isWaitedFor, calls]).toEqual([false, 0]);
    const waiting = [shows(7n), progress.reached(['jars'], 6n)];
    expect([progress.isWaitedFor, calls]).toEqual([true, 2]);
    progress.hear('jars', 6n, false);
    await Promise.all(waiting);
    expect(progress.isWaitedFor).toBe(false);
  });
});

describe('late views', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0, doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('are those that never showed the present', () => {
    progress.report('jars', 7n, false);
    expect(progress.late(['jars', 'shelves'], 5000)).toEqual(['jars', 'shelves']);
    progress.report('jars', 8n, true);
    expect(progress.late(['jars', 'shelves'], 5000)).toEqual(['shelves']);
  });
  it('are not those that are behind for a moment only', () => {
    progress.report('jars', 7n, true);
    progress.report('jars', 8n, false);
    jest.setSystemTime(5000);
    expect(progress.late(['jars'], 5000)).toEqual([]);
    jest.setSystemTime(5001);
    expect(progress.late(['jars'], 5000)).toEqual(['jars']);
  });
  it('are not those that showed the present until a moment ago, however long nothing had happened', () => {
    progress.report('jars', 7n, true);
    jest.setSystemTime(100_000);
    progress.report('jars', 8n, false);
    expect(progress.late(['jars'], 5000)).toEqual([]);
    jest.setSystemTime(105_001);
    expect(progress.late(['jars'], 5000)).toEqual(['jars']);
  });
  it('are not those that show the present, however long nothing happens', () => {
    progress.report('jars', 7n, true);
    jest.setSystemTime(100_000);
    expect(progress.late(['jars'], 5000)).toEqual([]);
  });
  it('are those that are being rebuilt', () => {
    progress.report('jars', 7n, true);
    progress.restart('jars');
    expect(progress.late(['jars'], 5000)).toEqual(['jars']);
  });
});
