import type { AppendResult, AppendToStreamOptions, EventData, EventStoreDBClient } from '@eventstore/db-client';
import { AppendLimiter } from './append-limiter';
import { CallTimedOut, type CallTimeout } from './call-timeout';
import { isErrorOfType, NotSent } from './client-errors';

const UNAVAILABLE = 14;

/**
 * Sends appends over a client of their own, so that it can be replaced without breaking reads and subscriptions. It is
 * replaced where it would never recover by itself: when an append gets no reply, and when it has cached a failed request
 * for the server's features.
 */
export class AppendChannel {
  private client: EventStoreDBClient;
  private limiter = new AppendLimiter();
  private ready: Promise<unknown> = Promise.resolve();

  constructor(private readonly connect: () => EventStoreDBClient) {
    this.client = connect();
  }

  /**
   * Sends one append and waits for the reply, at most `replyTimeout` milliseconds. Throws `NotSent`, `CallTimedOut`, and
   * what the client throws.
   */
  async send(
    stream: string,
    events: EventData[],
    options: AppendToStreamOptions,
    timeout: CallTimeout,
    replyTimeout: number,
  ): Promise<AppendResult> {
    const limiter = await this.acquire(timeout);
    await this.waitForFeatures(limiter, timeout, replyTimeout);
    const sent = this.client.appendToStream(stream, events, {
      ...options,
      requiresLeader: true,
      deadline: Math.max(1, Math.ceil(timeout.remaining)), // lets a slow server drop what nobody waits for any more
    });
    sent.then(
      () => limiter.release(true),
      (error: unknown) => limiter.release(isErrorOfType(error, 'wrong-expected-version')),
    );
    try {
      return await timeout.waitFor(sent, replyTimeout);
    } catch (error) {
      if (error instanceof CallTimedOut) this.replaceClient(limiter);
      throw error;
    }
  }

  /**
   * Waits until the client knows the server's features, for which it asks before the first append on a connection. An
   * append that waited for them inside the client could not be cancelled: it would be sent later, by a replaced client,
   * when nobody expects it. Throws `NotSent`, or the error of that request, and then releases the limiter.
   */
  private async waitForFeatures(limiter: AppendLimiter, timeout: CallTimeout, replyTimeout: number): Promise<void> {
    try {
      await timeout.waitFor(featuresOf(this.client), replyTimeout);
    } catch (error) {
      limiter.release(false);
      if (error instanceof CallTimedOut || (error as { readonly code?: unknown }).code !== UNAVAILABLE)
        this.replaceClient(limiter);
      throw error instanceof CallTimedOut ? new NotSent() : error;
    }
    if (limiter === this.limiter) return;
    limiter.release(false);
    throw new NotSent(); // another append has replaced the client meanwhile
  }

  async close(): Promise<void> {
    await this.ready;
    await this.client.dispose();
  }

  private async acquire(timeout: CallTimeout): Promise<AppendLimiter> {
    for (;;) {
      await timeout.waitFor(this.ready).catch(() => {
        throw new NotSent();
      });
      const { limiter } = this;
      const result = await limiter.acquire(timeout.remaining);
      if (result === 'TIMED OUT') throw new NotSent();
      if (result === 'ACQUIRED' && limiter === this.limiter) return limiter;
    }
  }

  /**
   * Nothing is sent before the old client is disposed of: at its end the package forgets the pending appends of all
   * clients, and a reply to a forgotten one ends the process.
   */
  private replaceClient(limiter: AppendLimiter): void {
    if (limiter !== this.limiter) return;
    this.ready = this.client.dispose();
    this.client = this.connect();
    this.limiter = new AppendLimiter();
    limiter.close();
  }
}

/** The server's features, as the client caches them for each connection. */
const featuresOf = (client: EventStoreDBClient): Promise<unknown> =>
  (client as unknown as { readonly capabilities: Promise<unknown> }).capabilities; // protected: for its own appends
