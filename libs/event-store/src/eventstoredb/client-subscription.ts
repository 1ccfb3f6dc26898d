import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '@app/kernel';
import { CallTimedOut } from './call-timeout';
import { toClientPosition } from './event-reader';
import { receive, type ReceivedEvent } from './recorded-event';

/** Received events, in order, ending where an append ends. `caughtUp`: the server had no further events. */
export type ReceivedBatch = { readonly events: readonly ReceivedEvent[]; readonly caughtUp: boolean };

/**
 * One subscription of the client to all streams, until it fails. Failing is normal: a server drops a subscriber that does
 * not keep up with a burst, and the client never resubscribes. It is not filtered on the server: so every event advances
 * the position, and nobody waits for a checkpoint message that an idle server does not send.
 */
export class ClientSubscription {
  /** The error that ended the subscription; `null` while it runs. */
  failure: unknown = null;
  /** Whether the server has accepted the subscription. */
  confirmed = false;
  private readonly subscription: AllStreamSubscription;
  private readonly confirmationTimer: NodeJS.Timeout;
  private received: ReceivedEvent[] = [];
  /** How many of these belong to appends that were received whole. */
  private completeCount = 0;
  private readCount = 0;
  /** How many events had been sent when the server said that all were; `null` while it has not said so. */
  private caughtUpAt: number | null = null;
  private stopped = false;
  private wake: () => void = () => {};

  /** Starts after a position. `size`: how many events the client buffers. It fails without confirmation in `deadline` ms. */
  constructor(client: EventStoreDBClient, after: Position, size: number, deadline: number) {
    this.subscription = client.subscribeToAll({ fromPosition: toClientPosition(after) }, { highWaterMark: size });
    this.confirmationTimer = setTimeout(() => this.fail(new CallTimedOut()), deadline);
    this.subscription
      .on('error', (error: unknown) => this.fail(error))
      .on('end', () => this.fail(new Error('the subscription has ended')))
      .on('readable', () => this.wake())
      .on('confirmation', () => {
        this.confirmed = true;
        clearTimeout(this.confirmationTimer);
      })
      .on('caughtUp' as string, () => {
        this.caughtUpAt = this.readCount + this.subscription.readableLength;
        this.wake();
      })
      .on('fellBehind' as string, () => (this.caughtUpAt = null));
  }

  /**
   * The next received events, about `size` at most; waits until there are any, or, with `allowEmpty`, until it has caught
   * up. `null` when the subscription has failed and all is read, and when it is stopped.
   */
  async nextBatch(size: number, allowEmpty: boolean): Promise<ReceivedBatch | null> {
    for (;;) {
      this.fill(size);
      if (this.completeCount > 0 || (allowEmpty && this.caughtUp)) {
        const caughtUp = this.caughtUp;
        const events = this.received.splice(0, this.completeCount);
        this.completeCount = 0;
        return { events, caughtUp };
      }
      if (this.failure !== null || this.stopped) return null;
      await new Promise<void>((resolve) => (this.wake = resolve));
      await this.waitForBurstEnd(size);
    }
  }

  /** Ends the wait in `nextBatch`, and all later ones. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Unsubscribes. */
  close(): void {
    clearTimeout(this.confirmationTimer);
    this.subscription.unsubscribe().catch(() => {}); // it may never have started
    this.subscription.destroy();
  }

  /** Waits for the end of a burst, so that it becomes one batch: as long as each turn of the event loop brings more. */
  private async waitForBurstEnd(size: number): Promise<void> {
    for (let before = -1; this.subscription.readableLength > before && before < size;) {
      before = this.subscription.readableLength;
      await nextTurn();
    }
  }

  private get caughtUp(): boolean {
    const allRead = this.subscription.readableLength === 0 && this.received.length === this.completeCount;
    return this.failure === null && allRead && this.caughtUpAt !== null && this.readCount >= this.caughtUpAt;
  }

  private fill(size: number): void {
    while (this.completeCount < size) {
      const resolved = this.subscription.read() as AllStreamResolvedEvent | null;
      if (resolved === null) return;
      this.readCount += 1;
      const { event } = resolved;
      if (!event) continue; // a link to a deleted event
      const received = receive(event);
      this.received.push(received);
      if (received.endsAppend) this.completeCount = this.received.length;
    }
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.wake();
  }
}
