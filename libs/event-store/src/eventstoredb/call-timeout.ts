/** The server did not reply within the time of the call. */
export class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
  constructor() {
    super('the event store did not answer in time');
  }
}

/** The time limit of one call. The client itself has none for a server that is silent while its connection stays up. */
export class CallTimeout {
  private readonly end: number;

  /** Starts now and ends after so many milliseconds. */
  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  /** Milliseconds until the end; 0 after it. */
  get remaining(): number {
    return Math.max(0, this.end - performance.now());
  }

  /** Settles as the promise does. Throws `CallTimedOut` at the end, or after `atMost` milliseconds. Cancels nothing. */
  async waitFor<T>(promise: Promise<T>, atMost = Infinity): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const timedOut = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new CallTimedOut()), Math.min(this.remaining, atMost));
    });
    try {
      return await Promise.race([promise, timedOut]);
    } finally {
      clearTimeout(timer);
    }
  }
}
