import type { EventStore } from '@app/event-store';
import type { Position } from '@app/kernel';

/**
 * Whether a follower of events still shows the present, looked at from time to time. A subscription that hangs looks
 * just like a quiet store; but while the store has grown and no batch came, nobody says that all is well.
 */
export class Heartbeat {
  private batches = 0;
  private seenBatches = -1;
  private lastThen: Position | null = null;
  private caughtUp = false;

  constructor(private readonly events: Pick<EventStore, 'lastPosition'>) {}

  /** A batch was taken. */
  batch(caughtUp: boolean): void {
    this.batches++;
    this.caughtUp = caughtUp;
  }

  /** True if nothing has come into the store since the batch that caught up. Throws when the store is away. */
  async shows(): Promise<boolean> {
    const batches = this.batches;
    const last = await this.events.lastPosition();
    if (batches !== this.seenBatches) {
      this.seenBatches = batches;
      this.lastThen = last;
    }
    return this.caughtUp && batches === this.batches && last === this.lastThen;
  }
}
