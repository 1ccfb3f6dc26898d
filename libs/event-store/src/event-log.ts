import type { Position } from '@app/kernel';
import type { StoredEvent } from './stored-event';

/** The stored events of an embedded store, as paging and subscriptions read them. Each call gives at most `limit` events. */
export interface EventLog {
  /** Events of one stream from a revision on, inclusive. */
  readStream(stream: string, from: number, direction: 'forwards' | 'backwards', limit: number): readonly StoredEvent[];
  /** Events of all streams after a position, exclusive. */
  readAll(after: Position, limit: number): readonly StoredEvent[];
  /** The newest event's position; `null` when there is none. */
  lastPosition(): Position | null;
}

/** Lower than every position of an embedded store: their events are numbered from 1. */
export const START_POSITION: Position = 0n;
