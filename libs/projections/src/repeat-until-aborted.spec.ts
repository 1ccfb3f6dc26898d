import { advance, settle, useFakeTime } from '../testing/fake-time';
import { repeatUntilAborted } from './repeat-until-aborted';

let abort: AbortController;
let failures: unknown[];
let runs: number;
beforeEach(() => {
  useFakeTime();
  [abort, failures, runs] = [new AbortController(), [], 0];
});
afterEach(() => {
  abort.abort();
  jest.useRealTimers();
});

/** Repeats this work; counts its runs and keeps its failures. */
const repeat = (work: () => Promise<void>) =>
  repeatUntilAborted(
    abort.signal,
    (error) => failures.push(error),
    () => {
      runs++;
      return work();
    },
  );
const fail = () => Promise.reject(new Error('away'));

it('reports a failure and runs the work again, also after it succeeds', async () => {
  const ended = repeat(() => {
    if (runs === 3) abort.abort();
    return runs === 1 ? fail() : Promise.resolve();
  });
  await advance(50 + 100);
  await ended;
  expect(runs).toBe(3);
  expect(failures).toEqual([new Error('away')]);
});

it('waits 50 ms before the second run, then twice as long each time, and 2 s at most', async () => {
  void repeat(fail);
  for (const pause of [50, 100, 200, 400, 800, 1600, 2000, 2000]) {
    const before = runs;
    await advance(pause - 1);
    expect(runs).toBe(before);
    await advance(1);
    expect(runs).toBe(before + 1);
  }
});

it('begins with the shortest pause again after a run that was long', async () => {
  void repeat(async () => {
    if (runs === 3) await new Promise((resolve) => setTimeout(resolve, 2001));
  });
  await advance(50 + 100 + 2001);
  expect(runs).toBe(3);
  await advance(50);
  expect(runs).toBe(4);
});

it('runs nothing when it is aborted already', async () => {
  abort.abort();
  await repeat(fail);
  expect(runs).toBe(0);
});

it('does not report a failure after the abort', async () => {
  await repeat(() => {
    abort.abort();
    return fail();
  });
  expect(failures).toEqual([]);
});

it('ends without waiting for the end of a pause', async () => {
  const ended = repeat(fail);
  await settle();
  expect(failures).toHaveLength(1);
  abort.abort();
  await ended; // no time passes
  expect(runs).toBe(1);
});
