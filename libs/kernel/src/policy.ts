import type { Event, Recorded } from './event';

/**
 * A rule that turns events into commands: on these events, with what was looked up, these requests. Pure; the runner
 * looks up and sends. A policy may run for an event more than once, and long after it: a request says what should be true,
 * and its command changes nothing if that is true already, or if later events have superseded this one.
 */
export type Policy<E extends Event = Event, Request = unknown, Query = never, Found = never> = {
  readonly name: string;
  readonly on: readonly E['type'][];
  /**
   * What to look up first, in a view that shows the event already; what is found comes in chunks. `null`: the event is
   * ignored. Absent: nothing is looked up.
   */
  readonly lookup?: (event: Recorded<E>) => Query | null;
  /** The commands to send. With `lookup` this runs once for each chunk, otherwise once with an empty list. */
  readonly requests: (event: Recorded<E>, found: readonly Found[]) => readonly Request[];
};
