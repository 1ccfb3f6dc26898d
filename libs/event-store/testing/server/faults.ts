import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProposedEvent } from './log';

type CompetingEvents = (stream: string, events: readonly ProposedEvent[]) => readonly ProposedEvent[];

/** Faults that a test can switch on. Apart from the competing appends, they change nothing of what is stored. */
export class Faults {
  /** So many of the next appends are stored but get no reply. */
  unanswered = 0;
  /** So many of the next appends lose to another one that the server makes to the same stream right before. */
  competingAppends = 0;
  /** The events of that other append; none: this append is let through. Default: the same events with other ids. */
  competingEvents: CompetingEvents = (_, events) => events.map((event) => ({ ...event, id: randomUUID() }));
  /** A repeated append is not recognised and gets the error of a wrong revision. */
  ignoresRepeats = false;
  /** So many of the next requests for the server's features fail. */
  failingFeatureRequests = 0;
  /** Milliseconds before each message of a read or subscription. */
  slowness = 0;
  private silent: Promise<void> | null = null;
  private endSilence: () => void = () => {};

  /** The server stops handling requests and sending replies, and all connections stay. Gives the function that ends it. */
  silence(): () => void {
    this.silent ??= new Promise((resolve) => (this.endSilence = resolve));
    return () => {
      this.silent = null;
      this.endSilence();
    };
  }

  /** Resolves when the server is not silent: awaited before a request is handled and before anything is sent. */
  async endOfSilence(): Promise<void> {
    while (this.silent) await this.silent;
  }

  /** Waits as long as `slowness` says. */
  async delay(): Promise<void> {
    if (this.slowness > 0) await pause(this.slowness);
  }

  /** Whether this append gets no reply; counts it. */
  takeUnanswered(): boolean {
    return this.unanswered > 0 && this.unanswered-- > 0;
  }

  /** Whether this request for features fails; counts it. */
  takeFailingFeatureRequest(): boolean {
    return this.failingFeatureRequests > 0 && this.failingFeatureRequests-- > 0;
  }

  /** The events of a competing append that comes first; empty when there is none. */
  takeCompetingEvents(stream: string, appended: readonly ProposedEvent[]): readonly ProposedEvent[] {
    const events = this.competingAppends > 0 ? this.competingEvents(stream, appended) : [];
    if (events.length > 0) this.competingAppends -= 1;
    return events;
  }
}
