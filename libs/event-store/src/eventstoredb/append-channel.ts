import type { AppendResult, AppendToStreamOptions, EventData, EventStoreDBClient } from '@eventstore/db-client';
import { Unanswered, type Clock } from './clock';
import { isOfKind, NotSent } from './failures';
import { Lane } from './lane';

const UNAVAILABLE = 14;

/**
 * The way of appends to the server: a client that serves nothing else, so that giving it up takes nobody's reads and
 * subscriptions with it. It is given up for a new one where it would never recover by itself: an append of it stays
 * without an answer, or it has kept a failed question for what the server can do.
 */
export class AppendChannel {
  private client: EventStoreDBClient;
  private lane = new Lane();
  private ready: Promise<unknown> = Promise.resolve();

  constructor(private readonly connect: () => EventStoreDBClient) {
    this.client = connect();
  }

  /**
   * Sends one append and waits for its answer, at most `patience` milliseconds. Throws `NotSent`, `Unanswered`, and what
   * the client throws.
   */
  async send(
    stream: string,
    events: EventData[],
    options: AppendToStreamOptions,
    clock: Clock,
    patience: number,
  ): Promise<AppendResult> {
    const lane = await this.enter(clock);
    await this.known(lane, clock, patience);
    const sent = this.client.appendToStream(stream, events, {
      ...options,
      requiresLeader: true,
      deadline: Math.max(1, Math.ceil(clock.left)), // a server that is behind need not write what nobody waits for
    });
    sent.then(
      () => lane.leave(true),
      (error: unknown) => lane.leave(isOfKind(error, 'wrong-expected-version')),
    );
    try {
      return await clock.wait(sent, patience);
    } catch (error) {
      if (error instanceof Unanswered) this.renew(lane);
      throw error;
    }
  }

  /**
   * Comes back when it is known what the server can do, which the client asks before the first append on a connection.
   * An append that waited for that inside the client could not be given up: it would still be sent, by a client that is
   * done with, when nobody expects it any more. Throws `NotSent` and what became of the question; the lane is left then.
   */
  private async known(lane: Lane, clock: Clock, patience: number): Promise<void> {
    try {
      await clock.wait(capabilitiesOf(this.client), patience);
    } catch (error) {
      lane.leave(false);
      if (error instanceof Unanswered || (error as { readonly code?: unknown }).code !== UNAVAILABLE) this.renew(lane);
      throw error instanceof Unanswered ? new NotSent() : error;
    }
    if (lane === this.lane) return;
    lane.leave(false);
    throw new NotSent(); // another gave the client up meanwhile
  }

  async close(): Promise<void> {
    await this.ready;
    await this.client.dispose();
  }

  private async enter(clock: Clock): Promise<Lane> {
    for (;;) {
      await clock.wait(this.ready).catch(() => {
        throw new NotSent();
      });
      const { lane } = this;
      const admission = await lane.enter(clock.left);
      if (admission === 'TOO LATE') throw new NotSent();
      if (admission === 'ENTERED' && lane === this.lane) return lane;
    }
  }

  /**
   * Nothing is sent before the old client is done: as it ends, the package forgets the pending appends of all clients,
   * and an answer to one that it has forgotten ends the process.
   */
  private renew(lane: Lane): void {
    if (lane !== this.lane) return;
    this.ready = this.client.dispose();
    this.client = this.connect();
    this.lane = new Lane();
    lane.close();
  }
}

/** What the server can do, as the client keeps it once it has asked; it asks anew for each connection. */
const capabilitiesOf = (client: EventStoreDBClient): Promise<unknown> =>
  (client as unknown as { readonly capabilities: Promise<unknown> }).capabilities; // protected: for its own appends
