import type { Position } from '@app/kernel';

/**
 * The events that are being worked on, in the order of the store. Work ends in any order; the checkpoint may only
 * stand where everything before it has ended.
 */
export class InFlightEvents {
  private readonly open: { readonly position: Position; done: boolean }[] = [];
  private reached: Position | null;

  constructor(from: Position | null) {
    this.reached = from;
  }

  /** Takes up an event (or the end of a batch); the function given back says that it is done. */
  begin(position: Position): () => void {
    const entry = { position, done: false };
    this.open.push(entry);
    return () => {
      entry.done = true;
      while (this.open[0]?.done) this.reached = this.open.shift()!.position;
    };
  }

  /** Everything up to here is done; `null`: nothing yet. */
  get checkpoint(): Position | null {
    return this.reached;
  }

  get size(): number {
    return this.open.length;
  }
}
