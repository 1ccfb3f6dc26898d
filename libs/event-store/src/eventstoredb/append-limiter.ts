/**
 * The most appends in flight on the client's append call. The client queues messages from the 16th unsent one on, and when
 * the connection breaks, what is in that queue is rejected where nobody can catch it, which ends the process.
 */
const MAX_IN_FLIGHT = 15;

/** `CLOSED`: the limiter was closed meanwhile, and another one has taken its place. */
export type AcquireResult = 'ACQUIRED' | 'TIMED OUT' | 'CLOSED';

/**
 * Limits the appends in flight, in the order of their calls. While the append call is not open, only one may be in
 * flight, since the client would let those that follow overtake it.
 */
export class AppendLimiter {
  private inFlight = 0;
  private callIsOpen = false;
  private readonly waiting: ((result: AcquireResult) => void)[] = [];

  /** Waits at most so many milliseconds until an append may be sent. */
  acquire(timeout: number): Promise<AcquireResult> {
    if (this.waiting.length === 0 && this.hasRoom) {
      this.inFlight += 1;
      return Promise.resolve('ACQUIRED');
    }
    return new Promise((resolve) => {
      const settle = (result: AcquireResult): void => {
        clearTimeout(timer);
        resolve(result);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(settle), 1);
        settle('TIMED OUT');
      }, timeout);
      this.waiting.push(settle);
    });
  }

  /** To be called once for each append that was `ACQUIRED`, when it has settled. `answered`: the server replied to it. */
  release(answered: boolean): void {
    this.inFlight -= 1;
    this.callIsOpen = answered;
    while (this.waiting.length > 0 && this.hasRoom) {
      this.inFlight += 1;
      this.waiting.shift()!('ACQUIRED');
    }
  }

  /** Gives `CLOSED` to all who wait. */
  close(): void {
    for (const settle of this.waiting.splice(0)) settle('CLOSED');
  }

  private get hasRoom(): boolean {
    return this.inFlight < (this.callIsOpen ? MAX_IN_FLIGHT : 1);
  }
}
