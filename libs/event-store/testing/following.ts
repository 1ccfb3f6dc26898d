import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '@app/kernel';
import type { Batch, EventStore } from '../src/event-store';

/** Resolves once it is met; throws when that takes longer than so many milliseconds. */
export async function until(met: () => boolean, patience = 30_000): Promise<void> {
  for (const end = performance.now() + patience; !met(); await pause(5))
    if (performance.now() > end) throw new Error(`not met within ${patience} ms: ${met.toString()}`);
}

/** Follows everything until told to stop, and keeps what it was given. */
export function following(store: EventStore) {
  const ending = new AbortController();
  const batches: Batch[] = [];
  const done = (async () => {
    for await (const batch of store.subscribe({ signal: ending.signal })) batches.push(batch);
  })();
  done.catch(() => {}); // told to whoever stops it; a test that has failed before does not
  return {
    batches,
    events: (): Recorded[] => batches.flatMap(({ events }) => events),
    stop: (): Promise<void> => {
      ending.abort();
      return done;
    },
  };
}
