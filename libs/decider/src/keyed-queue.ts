/** Runs work one at a time for each key, in the order asked. Holds nothing for a key that is idle. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Waits for all earlier work of this key (failed or not), then runs this. Gives what the work gives, or throws what it throws. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail = result.catch(() => undefined);
    this.tails.set(key, tail);
    void tail.then(() => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    });
    return result;
  }
}
