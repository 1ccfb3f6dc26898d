import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2000;

/** Does the work again and again, after growing pauses when it fails, until the signal aborts. Never throws. */
export async function repeatUntilAborted(
  signal: AbortSignal,
  failed: (error: unknown) => void,
  work: () => Promise<void>,
): Promise<void> {
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    const began = Date.now();
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
    }
    if (Date.now() - began > LONGEST_PAUSE) pause = FIRST_PAUSE;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}
