import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '@app/kernel';
import type { Batch, ReadStream } from './event-store';
import type { Journal } from './journal';
import { decode } from './stored-event';

/** A page is read in slices of this many events, and others get their turn in between: a slice takes less than 1 ms. */
const SLICE = 100;

/** The number of events that a caller wants: 1000 unless named. Throws `RangeError` when it is not at least 1. */
export function pageSize(limit = 1000): number {
  if (!(limit >= 1)) throw new RangeError(`a page holds at least 1 event, not ${limit}`);
  return limit;
}

/** A page of one stream. */
export async function streamPage(
  journal: Journal,
  stream: string,
  { direction = 'forwards', from, limit }: ReadStream = {},
): Promise<Recorded[]> {
  const size = pageSize(limit);
  const step = direction === 'forwards' ? 1 : -1;
  const events: Recorded[] = [];
  let next = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
  for (;;) {
    const wanted = Math.min(SLICE, size - events.length);
    const slice = journal.ofStream(stream, next, direction, wanted);
    for (const stored of slice) {
      events.push(decode(stored));
      next = stored.revision + step;
    }
    if (slice.length < wanted || events.length >= size) return events;
    await nextTurn();
  }
}

export type PageOfAll = {
  readonly after: Position;
  /** How many events to look at; more when the append of the last one goes on. */
  readonly size: number;
  /** Which streams the events are wanted of; the position moves on for the others too. */
  readonly wants?: (stream: string) => boolean;
  /** No further append is taken up above this many characters of data. */
  readonly weight?: number;
};

/** A page of everything, ending where an append ends. The end of the journal is such a place: appends come whole. */
export async function pageOfAll(
  journal: Journal,
  { after, size, wants = () => true, weight = Infinity }: PageOfAll,
): Promise<Batch> {
  const events: Recorded[] = [];
  let position = after;
  let seen = 0;
  let weighed = 0;
  for (;;) {
    const wanted = seen < size ? Math.min(SLICE, size - seen) : SLICE;
    const slice = journal.after(position, wanted);
    for (const stored of slice) {
      position = stored.position;
      seen += 1;
      if (wants(stored.stream)) {
        events.push(decode(stored));
        weighed += stored.data.length;
      }
      if (stored.endsAppend && (seen >= size || weighed >= weight)) return { events, position, caughtUp: false };
    }
    if (slice.length < wanted) return { events, position, caughtUp: true };
    await nextTurn();
  }
}
