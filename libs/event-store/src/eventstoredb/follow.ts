import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Batch, EventStoreUnavailable, type Subscribe } from '../event-store';
import { pageSize } from '../paging';
import { unavailable } from './failures';
import { Feed, type Gathered } from './feed';

/** What a subscription may take, in milliseconds. */
export type Patience = {
  /** Until the server confirms it. */
  readonly deadline: number;
  /** Without any confirmation, until its follower is told that the store is away. */
  readonly outage: number;
};

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1000;

/**
 * Follows everything for ever: subscribes, and when the subscription fails, which is normal life, subscribes again
 * behind the last event that was given on, at growing intervals while nothing comes of it. Throws
 * `EventStoreUnavailable` after a long outage, and when the store is closed.
 */
export async function* follow(
  client: EventStoreDBClient,
  { after = 0n, limit, prefixes, signal }: Subscribe,
  closing: AbortSignal,
  { deadline, outage }: Patience,
): AsyncGenerator<Batch, void, undefined> {
  const size = pageSize(limit);
  setMaxListeners(0, signal, closing); // one signal ends any number of subscriptions
  const wants = (stream: string): boolean => !prefixes || prefixes.some((prefix) => stream.startsWith(prefix));
  // Positions that are told are those of our events, so that none is ever beyond `lastPosition`; one goes on from any.
  let [position, seen] = [after, after];
  let toldCaughtUp = false;
  let wait = FIRST_PAUSE;
  let away = performance.now();

  while (!signal.aborted && !closing.aborted) {
    const feed = new Feed(client, seen, Math.ceil(Math.min(size, 1000)), deadline);
    const stop = (): void => feed.stop();
    signal.addEventListener('abort', stop);
    closing.addEventListener('abort', stop);
    try {
      while (feed.failure === null || feed.confirmed) {
        const gathered: Gathered | null = await feed.gather(size, !toldCaughtUp);
        if (signal.aborted) return;
        if (closing.aborted || gathered === null) break;
        const ours = gathered.events.flatMap(({ recorded }) => recorded ?? []);
        seen = gathered.events.at(-1)?.position ?? seen;
        wait = FIRST_PAUSE;
        const before = position;
        position = ours.at(-1)?.position ?? position;
        if (position === before && (!gathered.caughtUp || toldCaughtUp)) continue;
        toldCaughtUp = gathered.caughtUp;
        yield { events: ours.filter(({ stream }) => wants(stream)), position, caughtUp: gathered.caughtUp };
        if (signal.aborted) return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      closing.removeEventListener('abort', stop);
      feed.close();
    }
    if (closing.aborted) break;
    if (feed.confirmed) away = performance.now();
    if (performance.now() - away > outage) throw unavailable(feed.failure);
    await pause(wait, undefined, { signal: AbortSignal.any([signal, closing]) }).catch(() => {});
    wait = Math.min(2 * wait, LONGEST_PAUSE);
  }
  if (!signal.aborted) throw new EventStoreUnavailable('the event store is closed');
}
