import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '@app/kernel';
import type { Batch, ReadStreamOptions } from './event-store';
import type { EventLog } from './event-log';
import { decode } from './stored-event';
import { allReadable, isUnreadable, type UnreadableEvent } from './unreadable-event';

/** Pages are read in chunks of this many events, and the event loop runs in between: a chunk takes less than 1 ms. */
const CHUNK_SIZE = 100;

/** The page size that a caller asked for: 1000 by default. Throws `RangeError` when it is not at least 1. */
export function pageSize(limit = 1000): number {
  if (!(limit >= 1)) throw new RangeError(`a page holds at least 1 event, not ${limit}`);
  return limit;
}

/** A page of one stream. Throws `EventUnreadable`. */
export async function readStreamPage(
  log: EventLog,
  stream: string,
  { direction = 'forwards', from, limit }: ReadStreamOptions = {},
): Promise<Recorded[]> {
  const size = pageSize(limit);
  const step = direction === 'forwards' ? 1 : -1;
  const events: (Recorded | UnreadableEvent)[] = [];
  let next = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
  for (;;) {
    const count = Math.min(CHUNK_SIZE, size - events.length);
    const chunk = log.readStream(stream, next, direction, count);
    for (const stored of chunk) {
      events.push(decode(stored));
      next = stored.revision + step;
    }
    if (chunk.length < count || events.length >= size) return allReadable(events);
    await nextTurn();
  }
}

/** Which page of all streams to read, and which of its events to return. */
export type ReadAllPage = {
  readonly after: Position;
  /** How many events to read; more when the append of the last one goes on. */
  readonly size: number;
  /** Selects the streams whose events are returned. The position also moves past the others. */
  readonly matches?: (stream: string) => boolean;
  /** The page ends after the append that reaches this many characters of data. */
  readonly maxCharacters?: number;
};

/** A page of all streams. It ends where an append ends; appends are stored whole, so the end of the log is such a place. */
export async function readAllPage(
  log: EventLog,
  { after, size, matches = () => true, maxCharacters = Infinity }: ReadAllPage,
): Promise<Batch> {
  const events: Recorded[] = [];
  const unreadable: UnreadableEvent[] = [];
  let position = after;
  let read = 0;
  let characters = 0;
  for (;;) {
    const count = read < size ? Math.min(CHUNK_SIZE, size - read) : CHUNK_SIZE;
    const chunk = log.readAll(position, count);
    for (const stored of chunk) {
      position = stored.position;
      read += 1;
      if (matches(stored.stream)) {
        const event = decode(stored);
        if (isUnreadable(event)) unreadable.push(event);
        else events.push(event);
        characters += stored.data.length;
      }
      if (stored.endsAppend && (read >= size || characters >= maxCharacters))
        return { events, unreadable, position, caughtUp: false };
    }
    if (chunk.length < count) return { events, unreadable, position, caughtUp: true };
    await nextTurn();
  }
}
