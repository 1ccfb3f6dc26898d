/**
 * The client's channel for appends fits this many at a time. It queues messages from the 16th unsent one on, and when the
 * connection breaks, what is in that queue is rejected where nobody can catch it, which ends the process.
 */
const WIDTH = 15;

/**
 * Lets appends onto that channel, in the order of their calls. Whoever opens the channel goes alone: the client lets
 * those that follow overtake it meanwhile.
 */
export class Lane {
  private inside = 0;
  private open = false;
  private readonly waiting: { readonly enter: () => void }[] = [];

  /** Resolves when there is room; `false` when that took longer than so many milliseconds. */
  enter(patience: number): Promise<boolean> {
    if (this.waiting.length === 0 && this.hasRoom) {
      this.inside += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const waiter = {
        enter: () => {
          clearTimeout(timer);
          this.inside += 1;
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        resolve(false);
      }, patience);
      this.waiting.push(waiter);
    });
  }

  /** For each who entered, when the client is done with the append. `answered`: the server said something. */
  leave(answered: boolean): void {
    this.inside -= 1;
    this.open = answered;
    while (this.waiting.length > 0 && this.hasRoom) this.waiting.shift()!.enter();
  }

  private get hasRoom(): boolean {
    return this.inside < (this.open ? WIDTH : 1);
  }
}
