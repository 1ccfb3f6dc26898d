import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import { endsItsAppend, type Position, type Recorded } from '@app/kernel';
import { Unanswered } from './clock';
import { placeOf } from './pages';
import { recordedOf } from './recorded';

/** An event that came; `recorded` is `null` where it is not ours. */
type Arrived = { readonly position: Position; readonly recorded: Recorded | null };

/** Some events that came, in order, ending where an append ends. `caughtUp`: nothing more was there. */
export type Gathered = { readonly events: readonly Arrived[]; readonly caughtUp: boolean };

/**
 * One subscription of the client to everything, from a position until it fails, which it will: a server drops whoever
 * does not keep up with a burst, and the client never makes a subscription anew. It is not filtered there: then every
 * event moves its follower on, and none has to wait for a checkpoint that a quiet server does not send.
 */
export class Feed {
  /** Why there will be no more than what has come. */
  failure: unknown = null;
  confirmed = false;
  private readonly subscription: AllStreamSubscription;
  private readonly unconfirmed: NodeJS.Timeout;
  private arrived: Arrived[] = [];
  /** How many of those are whole appends. */
  private whole = 0;
  private read = 0;
  /** With which event it had caught up; `null` while it has not. */
  private caughtUpAt: number | null = null;
  private stopped = false;
  private wake: () => void = () => {};

  constructor(client: EventStoreDBClient, after: Position, size: number, deadline: number) {
    this.subscription = client.subscribeToAll({ fromPosition: placeOf(after) }, { highWaterMark: size });
    this.unconfirmed = setTimeout(() => this.fail(new Unanswered()), deadline);
    this.subscription
      .on('error', (error: unknown) => this.fail(error))
      .on('end', () => this.fail(new Error('the subscription has ended')))
      .on('readable', () => this.wake())
      .on('confirmation', () => {
        this.confirmed = true;
        clearTimeout(this.unconfirmed);
      })
      .on('caughtUp' as string, () => {
        this.caughtUpAt = this.read + this.subscription.readableLength;
        this.wake();
      })
      .on('fellBehind' as string, () => (this.caughtUpAt = null));
  }

  /**
   * What is there, up to about `size` events; waits while there is nothing, or, with `evenNothing`, until it has caught
   * up. `null` when there will be no more, and when it is stopped.
   */
  async gather(size: number, evenNothing: boolean): Promise<Gathered | null> {
    for (;;) {
      this.fill(size);
      if (this.whole > 0 || (evenNothing && this.caughtUp)) {
        const caughtUp = this.caughtUp;
        const events = this.arrived.splice(0, this.whole);
        this.whole = 0;
        return { events, caughtUp };
      }
      if (this.failure !== null || this.stopped) return null;
      await new Promise<void>((resolve) => (this.wake = resolve));
      await this.settle(size);
    }
  }

  /** Ends a wait in `gather`, and each that would follow. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  close(): void {
    clearTimeout(this.unconfirmed);
    this.subscription.unsubscribe().catch(() => {}); // it may never have begun
    this.subscription.destroy();
  }

  /** Events come in bursts: lets one end, so that it is one batch. An event that comes alone waits a turn or two. */
  private async settle(size: number): Promise<void> {
    for (let before = -1; this.subscription.readableLength > before && before < size;) {
      before = this.subscription.readableLength;
      await nextTurn();
    }
  }

  private get caughtUp(): boolean {
    const allRead = this.subscription.readableLength === 0 && this.arrived.length === this.whole;
    return this.failure === null && allRead && this.caughtUpAt !== null && this.read >= this.caughtUpAt;
  }

  private fill(size: number): void {
    while (this.whole < size) {
      const resolved = this.subscription.read() as AllStreamResolvedEvent | null;
      if (resolved === null) return;
      this.read += 1;
      const { event } = resolved;
      if (!event) continue; // a link to what is no more
      const recorded = recordedOf(event);
      this.arrived.push({ position: event.position.commit, recorded });
      if (!recorded || endsItsAppend(recorded)) this.whole = this.arrived.length;
    }
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.wake();
  }
}
