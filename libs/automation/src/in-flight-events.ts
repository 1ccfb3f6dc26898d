import type { Position } from '@app/kernel';

/**
 * The events that are being processed, in the order of the store. They finish in any order, but the checkpoint stays
 * before the first that has not finished.
 */
export class InFlightEvents {
  private readonly events: { readonly position: Position; done: boolean }[] = [];
  private finishedUpTo: Position | null;

  /** `checkpoint`: everything up to this position was finished before; `null`: nothing was. */
  constructor(checkpoint: Position | null) {
    this.finishedUpTo = checkpoint;
  }

  /** Adds the event at this position, which is behind all earlier ones. Call the function that it returns when it is done. */
  begin(position: Position): () => void {
    const event = { position, done: false };
    this.events.push(event);
    return () => {
      event.done = true;
      while (this.events[0]?.done) this.finishedUpTo = this.events.shift()!.position;
    };
  }

  /** Everything up to this position is finished; `null`: nothing yet. */
  get checkpoint(): Position | null {
    return this.finishedUpTo;
  }

  /** How many events lie behind the checkpoint, those included that are done. */
  get size(): number {
    return this.events.length;
  }
}
