/** Wakes subscriptions of an embedded store when something is committed. */
export class CommitSignal {
  private commits = 0;
  private readonly waiting = new Set<() => void>();

  /** How many commits there were. Read it before reading the log, so that a commit in between is not missed. */
  get count(): number {
    return this.commits;
  }

  /** To be called after each commit, and when the store is closed or has failed, so that waiting subscriptions read again. */
  notify(): void {
    this.commits += 1;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves once there were more than `count` commits, or on abort. Never rejects. */
  async waitForMore(count: number, signal: AbortSignal): Promise<void> {
    if (this.commits > count || signal.aborted) return;
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
