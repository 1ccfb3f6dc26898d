import { sleep } from './sleep';

const INITIAL_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 2000;

/**
 * Runs `work` again and again until the signal aborts, also after it succeeds. The pauses between runs double from 50 ms
 * to 2 s and start at 50 ms again after a run longer than 2 s. Failures go to `onError`, except those after the abort.
 * Never rejects.
 */
export async function repeatUntilAborted(
  signal: AbortSignal,
  onError: (error: unknown) => void,
  work: () => Promise<void>,
): Promise<void> {
  let backoff = INITIAL_BACKOFF_MS;
  while (!signal.aborted) {
    const startedAt = Date.now();
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
    }
    if (Date.now() - startedAt > MAX_BACKOFF_MS) backoff = INITIAL_BACKOFF_MS;
    await sleep(backoff, signal);
    backoff = Math.min(backoff * 2, MAX_BACKOFF_MS);
  }
}
