import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '@app/kernel';
import type { Batch, EventStore } from '../src/event-store';

/** Polls until the condition is met; throws when it is not met within `timeoutMs` milliseconds. */
export async function until(met: () => boolean, timeoutMs = 60_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !met(); await pause(5))
    if (performance.now() > end) throw new Error(`not met within ${timeoutMs} ms: ${met.toString()}`);
}

/** Runs the work again and again until it does not throw; throws its error once `timeoutMs` milliseconds are over. */
export async function untilResolved<T>(work: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  for (const end = performance.now() + timeoutMs; ; await pause(5)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

/** Subscribes to all streams until it is stopped, and collects the batches. */
export function startSubscriber(store: EventStore) {
  const ending = new AbortController();
  const batches: Batch[] = [];
  const done = (async () => {
    for await (const batch of store.subscribe({ signal: ending.signal })) batches.push(batch);
  })();
  done.catch(() => {}); // `stop` gives the error; a test that has failed before does not call it
  return {
    batches,
    events: (): Recorded[] => batches.flatMap(({ events }) => events),
    stop: (): Promise<void> => {
      ending.abort();
      return done;
    },
  };
}
