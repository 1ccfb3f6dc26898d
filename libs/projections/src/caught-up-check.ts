import type { Batch, EventStore } from '@app/event-store';

/**
 * Whether a follower of events still shows the present, looked at from time to time. A subscription that hangs looks
 * just like a quiet store; but while the store holds more than was taken, nobody says that all is well.
 */
export class CaughtUpCheck {
  private taken: Pick<Batch, 'position' | 'caughtUp'> | null = null;

  constructor(private readonly events: Pick<EventStore, 'lastPosition'>) {}

  /** A batch was taken. */
  batchProcessed(taken: Pick<Batch, 'position' | 'caughtUp'>): void {
    this.taken = taken;
  }

  /** True if the store holds nothing behind the last batch. Throws when the store is away. */
  async isCaughtUp(): Promise<boolean> {
    const { taken } = this;
    const last = await this.events.lastPosition();
    return taken !== null && taken.caughtUp && (last === null || last <= taken.position);
  }
}
