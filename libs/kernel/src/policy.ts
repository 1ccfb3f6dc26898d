import type { Event, Recorded } from './event';

/**
 * What follows by itself: on this event, after asking this, these requests. Pure; the runner asks and sends.
 * A request says what should hold, and its command does nothing if it holds already: a policy may run any number of times.
 */
export type Policy<E extends Event = Event, Request = unknown, Query = never, Found = never> = {
  readonly name: string;
  readonly on: readonly E['type'][];
  /** What to look up first, in chunks, in a view at or past the event. Absent or `null`: nothing is read. */
  readonly asks?: (event: Recorded<E>) => Query | null;
  /** With `asks` this runs once for each chunk found, else once with an empty list. */
  readonly then: (event: Recorded<E>, found: readonly Found[]) => readonly Request[];
};
