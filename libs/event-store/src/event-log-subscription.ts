import { setMaxListeners } from 'node:events';
import type { CommitSignal } from './commit-signal';
import type { Batch, SubscribeOptions } from './event-store';
import { START_POSITION, type EventLog } from './event-log';
import { pageSize, readAllPage } from './paging';

/** The most data in one batch, in characters. It ends batches of large events early. */
const MAX_BATCH_CHARACTERS = 8_000_000;

/**
 * A catch-up subscription to an embedded store: reads page after page, then one page after each commit. The first page
 * that finds nothing more is given even when it is empty, so that a subscriber of an empty store learns that it has
 * caught up. While it waits it holds one entry in `commits` and one listener on the signal, and otherwise nothing.
 */
export async function* subscribeToEventLog(
  log: EventLog,
  commits: CommitSignal,
  { after = START_POSITION, limit, prefixes, signal }: SubscribeOptions,
): AsyncGenerator<Batch, void, undefined> {
  const size = pageSize(limit);
  setMaxListeners(0, signal); // one signal ends any number of subscriptions
  const matches = prefixes && ((stream: string) => prefixes.some((prefix) => stream.startsWith(prefix)));
  let position = after;
  let wasCaughtUp = false;
  while (!signal.aborted) {
    const committed = commits.count;
    const batch = await readAllPage(log, { after: position, size, matches, maxCharacters: MAX_BATCH_CHARACTERS });
    if (signal.aborted) return;
    if (batch.position > position || (batch.caughtUp && !wasCaughtUp)) yield batch;
    position = batch.position;
    wasCaughtUp = batch.caughtUp;
    if (batch.caughtUp) await commits.waitForMore(committed, signal);
  }
}
