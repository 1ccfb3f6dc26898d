/**
 * The client's channel for appends fits this many at a time. It queues messages from the 16th unsent one on, and when the
 * connection breaks, what is in that queue is rejected where nobody can catch it, which ends the process.
 */
const WIDTH = 15;

/** May enter; waited too long; or the lane was closed, and there is another. */
export type Admission = 'ENTERED' | 'TOO LATE' | 'CLOSED';

/**
 * Lets appends onto that channel, in the order of their calls. Whoever opens the channel goes alone: the client lets
 * those that follow overtake it meanwhile.
 */
export class Lane {
  private inside = 0;
  private open = false;
  private readonly waiting: ((admission: Admission) => void)[] = [];

  /** Waits for room, at most so many milliseconds. */
  enter(patience: number): Promise<Admission> {
    if (this.waiting.length === 0 && this.hasRoom) {
      this.inside += 1;
      return Promise.resolve('ENTERED');
    }
    return new Promise((resolve) => {
      const admit = (admission: Admission): void => {
        clearTimeout(timer);
        resolve(admission);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        admit('TOO LATE');
      }, patience);
      this.waiting.push(admit);
    });
  }

  /** For each who entered, when the client is done with the append. `answered`: the server judged it. */
  leave(answered: boolean): void {
    this.inside -= 1;
    this.open = answered;
    while (this.waiting.length > 0 && this.hasRoom) {
      this.inside += 1;
      this.waiting.shift()!('ENTERED');
    }
  }

  /** Sends away those who wait. */
  close(): void {
    for (const admit of this.waiting.splice(0)) admit('CLOSED');
  }

  private get hasRoom(): boolean {
    return this.inside < (this.open ? WIDTH : 1);
  }
}
