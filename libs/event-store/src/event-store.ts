import type { Event, EventMetadata, Position, Recorded } from '@app/kernel';

/** An event on its way in. The id is a UUID that the caller makes, so that a repeat can be recognised. */
export type NewEvent = Event & { readonly id: string; readonly metadata: EventMetadata };

/** Revision and position of the **last** event of the append. */
export type Appended = { readonly revision: number; readonly position: Position };

export type ReadStream = {
  /** The revision to begin at, inclusive. Default: the first forwards, the last backwards. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events, at least 1. Default 1000. */
  readonly limit?: number;
};

export type ReadAll = {
  /** Begin behind this position, exclusive. Default: from the first event. */
  readonly after?: Position;
  /** About this many events: a page ends only after the last event of an append. Default 1000. */
  readonly limit?: number;
};

export type Subscribe = ReadAll & {
  /** Only streams whose names begin with one of these. Default: all. */
  readonly prefixes?: readonly string[];
  /** Ends the subscription: the iteration finishes without an error. */
  readonly signal: AbortSignal;
};

/**
 * Some events in order, never ending inside an append. `position` is where to go on from: that of the last event
 * looked at, which may lie beyond the last one that matched; `events` may be empty. `caughtUp`: nothing more was there.
 */
export type Batch = {
  readonly events: readonly Recorded[];
  readonly position: Position;
  readonly caughtUp: boolean;
};

/**
 * The journal of everything. Many small streams, one global order.
 * Every method throws `EventStoreUnavailable` when the store cannot be asked.
 */
export interface EventStore {
  /** The id that this store was born with. Positions of another store mean nothing here. */
  identity(): Promise<string>;

  /**
   * Writes all of these events or none, durably, right behind `expected` (the stream's revision, `NO_STREAM` for none).
   * The same event ids again at the same expected revision: the first result, nothing written.
   * Throws `WrongExpectedRevision` when the stream is elsewhere, `TypeError` for no events, an id that is no UUID,
   * or an empty stream name or type, `RangeError` above `MAX_APPEND_BYTES` of data.
   */
  append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended>;

  /** A page of one stream, in order; empty when there is no such stream or nothing from there on. */
  readStream(stream: string, options?: ReadStream): Promise<readonly Recorded[]>;

  /** A page of everything. */
  readAll(options?: ReadAll): Promise<readonly Recorded[]>;

  /** The position of the newest event; `null` in an empty store. */
  lastPosition(): Promise<Position | null>;

  /** Everything from a position on, in order and for ever; woken by commits, not by a clock. One consumer an iteration. */
  subscribe(options: Subscribe): AsyncIterable<Batch>;

  /** Finishes what is in flight; no call after this one. */
  close(): Promise<void>;
}

/** The most that the data of one append may weigh, as JSON in UTF-8. */
export const MAX_APPEND_BYTES = 1_048_576;

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

/** The store did not answer. `outcome` of an append: `NONE` nothing was written, `UNKNOWN` nobody can tell. */
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
