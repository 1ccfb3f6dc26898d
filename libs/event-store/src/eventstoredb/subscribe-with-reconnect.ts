import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Batch, EventStoreUnavailable, type SubscribeOptions } from '../event-store';
import { pageSize } from '../paging';
import { separate } from '../unreadable-event';
import { toUnavailable } from './client-errors';
import { ClientSubscription, type ReceivedBatch } from './client-subscription';

/** Time limits of a subscription, in milliseconds. */
export type SubscriptionTimeouts = {
  /** Until the server confirms one attempt. */
  readonly deadline: number;
  /** Since the last confirmed attempt, until the subscription throws. */
  readonly outage: number;
};

/** The backoff between attempts, in milliseconds. */
const FIRST_DELAY = 20;
const MAX_DELAY = 1000;

/** The most events that the client buffers for one subscription. */
const MAX_BUFFERED = 1000;

/**
 * A catch-up subscription that survives lost connections: it resubscribes after the last event that it has processed,
 * with a growing backoff while nothing comes of it. Throws `EventStoreUnavailable` after a long outage, and when the
 * store is closed.
 */
export async function* subscribeWithReconnect(
  client: EventStoreDBClient,
  { after = 0n, limit, prefixes, signal }: SubscribeOptions,
  closing: AbortSignal,
  { deadline, outage }: SubscriptionTimeouts,
): AsyncGenerator<Batch, void, undefined> {
  const size = pageSize(limit);
  setMaxListeners(0, signal, closing); // one signal ends any number of subscriptions
  const matches = (stream: string): boolean => !prefixes || prefixes.some((prefix) => stream.startsWith(prefix));
  // Batches give only positions of our own events, so that none is ever beyond `lastPosition`. `resumeAfter` is that of
  // the last event of anybody.
  let [position, resumeAfter] = [after, after];
  let wasCaughtUp = false;
  let delay = FIRST_DELAY;
  let lastConnected = performance.now();

  while (!signal.aborted && !closing.aborted) {
    const subscription = new ClientSubscription(client, resumeAfter, Math.ceil(Math.min(size, MAX_BUFFERED)), deadline);
    const stop = (): void => subscription.stop();
    signal.addEventListener('abort', stop);
    closing.addEventListener('abort', stop);
    try {
      while (subscription.failure === null || subscription.confirmed) {
        const batch: ReceivedBatch | null = await subscription.nextBatch(size, !wasCaughtUp);
        if (signal.aborted) return;
        if (closing.aborted || batch === null) break;
        const matching = batch.events.flatMap(({ event }) => (event && matches(event.stream) ? event : []));
        const { events, unreadable } = separate(matching);
        resumeAfter = batch.events.at(-1)?.position ?? resumeAfter;
        delay = FIRST_DELAY;
        const before = position;
        position = batch.events.findLast(({ isOurs }) => isOurs)?.position ?? position;
        if (position === before && unreadable.length === 0 && (!batch.caughtUp || wasCaughtUp)) continue;
        wasCaughtUp = batch.caughtUp;
        yield { events, unreadable, position, caughtUp: batch.caughtUp };
        if (signal.aborted) return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      closing.removeEventListener('abort', stop);
      subscription.close();
    }
    if (closing.aborted) break;
    if (subscription.confirmed) lastConnected = performance.now();
    if (performance.now() - lastConnected > outage) throw toUnavailable(subscription.failure);
    await pause(delay, undefined, { signal: AbortSignal.any([signal, closing]) }).catch(() => {});
    delay = Math.min(2 * delay, MAX_DELAY);
  }
  if (!signal.aborted) throw new EventStoreUnavailable('the event store is closed');
}
