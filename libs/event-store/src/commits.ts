/** Wakes those who wait for the next commit. */
export class Commits {
  private made = 0;
  private readonly waiting = new Set<() => void>();

  /** How many there were. Note it before looking at the journal, so that a commit in between is not slept through. */
  get count(): number {
    return this.made;
  }

  /** Something was committed, or the store can no longer be asked: whoever waits looks again. */
  tell(): void {
    this.made += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves once there were more than `count`, or on abort; never rejects. */
  async since(count: number, signal: AbortSignal): Promise<void> {
    if (this.made > count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
