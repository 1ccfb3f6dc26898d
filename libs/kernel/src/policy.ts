import type { Event, Recorded } from './event';

/**
 * A rule that turns events into commands: on these events, with what was looked up, these requests. Pure; the runner
 * looks up and sends. A request says what should be true, and its command changes nothing if it is true already, because
 * a policy may run for an event more than once.
 */
export type Policy<E extends Event = Event, Request = unknown, Query = never, Found = never> = {
  readonly name: string;
  readonly on: readonly E['type'][];
  /** What to look up first, in chunks, in a view at or past the event. Absent or `null`: nothing is read. */
  readonly asks?: (event: Recorded<E>) => Query | null;
  /** With `asks` this runs once for each chunk found, else once with an empty list. */
  readonly then: (event: Recorded<E>, found: readonly Found[]) => readonly Request[];
};
