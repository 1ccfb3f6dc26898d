import { setImmediate as nextTurn } from 'node:timers/promises';

/** A limit against hanging only: how long tests in fake time take depends on the machine. */
jest.setTimeout(60_000);

/** Most of the time that `advanceUntil` lets pass, in milliseconds of fake time. */
const TIME_LIMIT = 60_000;

/** Replaces clocks and timers by jest's: time stands still but for `advance` and `advanceUntil`. */
export const useFakeTime = (): void => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });

/** Waits for everything that needs no time to pass; the stores in memory take a few turns of the event loop at most. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await nextTurn();
}

/** Lets this many milliseconds pass, and everything happen that is due in them. */
export async function advance(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await settle();
}

/** Lets time pass, from one timer to the next, until the condition holds. Throws after a minute of it. */
export async function advanceUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + TIME_LIMIT;
  for (await settle(); !(await condition()); await settle()) {
    if (Date.now() > end || jest.getTimerCount() === 0) throw new Error(`never holds: ${condition.toString()}`);
    await jest.advanceTimersToNextTimerAsync();
  }
}
