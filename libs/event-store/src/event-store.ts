import type { Event, EventMetadata, Position, Recorded } from '@app/kernel';
import type { UnreadableEvent } from './unreadable-event';

/** An event to append. The caller makes the id, a UUID, so that a repeated append can be recognised. */
export type NewEvent = Event & { readonly id: string; readonly metadata: EventMetadata };

/** Revision and position of the last event of the append. */
export type AppendResult = { readonly revision: number; readonly position: Position };

/** Which page of a stream to read. */
export type ReadStreamOptions = {
  /** The revision to begin at, inclusive. Default: the first forwards, the last backwards. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events, at least 1. Default 1000. */
  readonly limit?: number;
};

/** Which page of all streams to read. */
export type ReadAllOptions = {
  /** Begin after this position, exclusive. Default: from the first event. */
  readonly after?: Position;
  /** About this many events: a page ends only after the last event of an append. Default 1000. */
  readonly limit?: number;
};

/** Where a subscription starts, what it gives and when it ends. `limit` is for each batch. */
export type SubscribeOptions = ReadAllOptions & {
  /** Only events of streams whose names begin with one of these. Default: all. */
  readonly prefixes?: readonly string[];
  /** Ends the subscription: the iteration finishes without an error. */
  readonly signal: AbortSignal;
};

/**
 * Consecutive events of a subscription; a batch never ends inside an append. `position` is the checkpoint to resume
 * from: that of the last event read, which may be beyond the last one that matched, so `events` may be empty.
 * `caughtUp`: there were no further events at the time.
 */
export type Batch = {
  readonly events: readonly Recorded[];
  /**
   * The events between these that cannot be read, in order. On a server that others use too, those of others are among
   * them, unless the subscription has prefixes. One may come again after a resume when no readable event is behind it.
   */
  readonly unreadable: readonly UnreadableEvent[];
  readonly position: Position;
  readonly caughtUp: boolean;
};

/**
 * Append-only streams of events with one global order.
 * Every method throws `EventStoreUnavailable` when the store cannot be reached or is closed.
 */
export interface EventStore {
  /** The id that the store was given when it was created. Positions are valid only in the store that they come from. */
  identity(): Promise<string>;

  /**
   * Writes all of these events or none, durably, if the stream is at revision `expected` (`NO_STREAM`: it has no events).
   * Idempotent: the same event ids at the same expected revision give the first result, and nothing is written.
   * Throws `WrongExpectedRevision` when the stream is at another revision, `TypeError` for no events, an id that is no UUID,
   * or an empty stream name or type, `AppendTooLarge` above `MAX_APPEND_BYTES` of data.
   */
  append(stream: string, events: readonly NewEvent[], expected: number): Promise<AppendResult>;

  /**
   * A page of one stream, in order; empty when there is no such stream, or no event from there on. Throws
   * `EventUnreadable` when an event of the page cannot be read.
   */
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]>;

  /**
   * A page of all streams, in order of positions. Events that cannot be read are left out: whoever has to account for each
   * event subscribes.
   */
  readAll(options?: ReadAllOptions): Promise<readonly Recorded[]>;

  /** The position of the newest event; `null` in an empty store. */
  lastPosition(): Promise<Position | null>;

  /** A catch-up subscription: all events after a position, then each new one, until the signal aborts. No polling. */
  subscribe(options: SubscribeOptions): AsyncIterable<Batch>;

  /** Waits for calls in flight. Every later call throws `EventStoreUnavailable`. */
  close(): Promise<void>;
}

/** The most data that one append may hold, in bytes of JSON in UTF-8. */
export const MAX_APPEND_BYTES = 1_048_576;

/** An append would hold more than `MAX_APPEND_BYTES`. Nothing was written. */
export class AppendTooLarge extends RangeError {
  override readonly name = 'AppendTooLarge';
  constructor(bytes: number) {
    super(`the data of one append may weigh ${MAX_APPEND_BYTES} bytes, not ${bytes}`);
  }
}

/** The stream is at revision `actual` (`NO_STREAM`: it has no events), not at `expected`. Nothing was written. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`expected a stream at revision ${expected}, it is at ${actual}`);
  }
}

/** The store cannot be used now. `outcome` of an append: `NONE` nothing was written, `UNKNOWN` it may have been written. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
  constructor(
    message: string,
    readonly outcome: 'NONE' | 'UNKNOWN' = 'NONE',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
