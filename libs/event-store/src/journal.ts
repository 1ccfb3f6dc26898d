import type { Position } from '@app/kernel';
import type { StoredEvent } from './stored-event';

/** Where the embedded stores keep events, as paging and subscriptions read it. At most `limit` events, at once. */
export interface Journal {
  /** Events of a stream from a revision on, inclusive. */
  ofStream(stream: string, from: number, direction: 'forwards' | 'backwards', limit: number): readonly StoredEvent[];
  /** All events behind a position, exclusive. */
  after(position: Position, limit: number): readonly StoredEvent[];
  /** The newest event's position; `null` when there is none. */
  last(): Position | null;
}

/** Lower than every position of an embedded store: their events are numbered from 1. */
export const BEFORE_ALL: Position = 0n;
