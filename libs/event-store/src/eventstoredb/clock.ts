/** The server did not answer in the time that it had. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  constructor() {
    super('the event store did not answer in time');
  }
}

/** The time that one call has. The client keeps none of its own where a server is silent but alive. */
export class Clock {
  private readonly end: number;

  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  /** Milliseconds. */
  get left(): number {
    return Math.max(0, this.end - performance.now());
  }

  /** What comes of the promise; throws `Unanswered` once the time, or `atMost` of it, is over. Cancels nothing. */
  async wait<T>(promise: Promise<T>, atMost = Infinity): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unanswered()), Math.min(this.left, atMost));
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      clearTimeout(timer);
    }
  }
}
