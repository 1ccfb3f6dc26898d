import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How long tests wait for a state before they give up, in milliseconds. It only keeps a test from hanging: no machine
 * is so slow that a correct service needs it, and no test passes or fails by how much of it is used.
 */
export const SAFETY_LIMIT_MS = 120_000;

/** How long one test may take, in milliseconds: several waits. */
export const TEST_LIMIT_MS = 5 * SAFETY_LIMIT_MS;

/** `LONG=1`: more repetitions, and measured durations are compared with their limits. */
export const LONG = Boolean(process.env.LONG);

const LOOK_EVERY_MS = 20;

/** Comes back once the condition holds. Throws after the safety limit. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  what = condition.toString(),
): Promise<void> {
  for (const end = performance.now() + SAFETY_LIMIT_MS; !(await condition()); await sleep(LOOK_EVERY_MS))
    if (performance.now() > end) throw new Error(`never true: ${what}`);
}

/** Repeats until it does not throw, and gives its result. After the safety limit it throws the last error. */
export async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (const end = performance.now() + SAFETY_LIMIT_MS; ; await sleep(LOOK_EVERY_MS))
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
}
