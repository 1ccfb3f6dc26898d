import { setMaxListeners } from 'node:events';
import type { Commits } from './commits';
import type { Batch, Subscribe } from './event-store';
import { BEFORE_ALL, type Journal } from './journal';
import { pageOfAll, pageSize } from './paging';

/** Batches of large events stay smaller than their number would allow, in characters of data. */
const MAX_BATCH_WEIGHT = 8_000_000;

/**
 * A subscription: page after page, then one for each time that something was committed. The first page that finds
 * nothing more is told even if it is empty, so that a follower of an empty store knows that it has caught up.
 * Nothing outlives the iteration: it holds a place in `commits` and a listener only while it waits.
 */
export async function* follow(
  journal: Journal,
  commits: Commits,
  { after = BEFORE_ALL, limit, prefixes, signal }: Subscribe,
): AsyncGenerator<Batch, void, undefined> {
  const size = pageSize(limit);
  setMaxListeners(0, signal); // one signal ends any number of subscriptions
  const wants = prefixes && ((stream: string) => prefixes.some((prefix) => stream.startsWith(prefix)));
  let position = after;
  let toldCaughtUp = false;
  while (!signal.aborted) {
    const committed = commits.count;
    const batch = await pageOfAll(journal, { after: position, size, wants, weight: MAX_BATCH_WEIGHT });
    if (signal.aborted) return;
    if (batch.position > position || (batch.caughtUp && !toldCaughtUp)) yield batch;
    position = batch.position;
    toldCaughtUp = batch.caughtUp;
    if (batch.caughtUp) await commits.since(committed, signal);
  }
}
