import type { Batch, EventStore } from '@app/event-store';

/**
 * Tells whether a subscription has delivered everything that the store holds. A hanging subscription delivers nothing,
 * just as one on a store without new events, so the last batch is compared with the end of the store.
 */
export class CaughtUpCheck {
  private lastBatch: Pick<Batch, 'position' | 'caughtUp'> | null = null;

  constructor(private readonly events: Pick<EventStore, 'lastPosition'>) {}

  /** Call after each batch that has been processed. */
  batchProcessed(batch: Pick<Batch, 'position' | 'caughtUp'>): void {
    this.lastBatch = batch;
  }

  /**
   * True if the store holds nothing behind the last processed batch; false before the first batch.
   * Throws `EventStoreUnavailable` when the store cannot be asked.
   */
  async isCaughtUp(): Promise<boolean> {
    const { lastBatch } = this;
    const end = await this.events.lastPosition();
    return lastBatch !== null && lastBatch.caughtUp && (end === null || end <= lastBatch.position);
  }
}
