import type { Position } from '@app/kernel';

/**
 * The events that are being processed, in the order of the store. They finish in any order, but the checkpoint stays
 * before the first that has not finished. Only those are kept, however many finish behind it.
 */
export class InFlightEvents {
  /** Each with the position before it, in order. */
  private readonly unfinished = new Set<{ readonly before: Position | null }>();

  /** `last`: everything up to this position was finished before; `null`: nothing was. */
  constructor(private last: Position | null) {}

  /** Adds the event at this position, which is behind all earlier ones. Call the function that it returns when it is done. */
  begin(position: Position): () => void {
    const event = { before: this.last };
    this.unfinished.add(event);
    this.last = position;
    return () => void this.unfinished.delete(event);
  }

  /** Everything up to this position is finished; `null`: nothing yet. */
  get checkpoint(): Position | null {
    const [first] = this.unfinished;
    return first ? first.before : this.last;
  }

  /** How many events are not finished. */
  get size(): number {
    return this.unfinished.size;
  }
}
