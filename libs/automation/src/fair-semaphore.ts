import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers'; // also where tests replace the timers

/** Called once to give a slot back; later calls do nothing. */
type Release = () => void;

/** The slot of the work that runs in this asynchronous context. */
const slots = new AsyncLocalStorage<Release>();

/**
 * Runs at most `size` pieces of work at once. Those that wait form one queue for each lane, and the lanes are served in
 * turn, so that no lane waits behind all the work of another. Work that begins after a wait begins in a turn of the event
 * loop of its own: stores in memory would otherwise finish any amount of work before the next request is read.
 */
export class FairSemaphore {
  private taken = 0;
  /** Who waits, by lane. The lane that is served next is the first. */
  private readonly queues = new Map<string, (() => void)[]>();

  /** `onWaiting`: called with the change whenever the number of those that wait changes. */
  constructor(
    private readonly size: number,
    private readonly onWaiting: (change: 1 | -1) => void = () => undefined,
  ) {}

  /** Runs the work when its lane has its turn. Gives what the work gives, or throws what it throws. */
  async run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    if (this.taken < this.size) this.taken++;
    else await this.turnOf(lane);
    const release = this.releaseOnce();
    try {
      return await slots.run(release, work);
    } finally {
      release();
    }
  }

  private turnOf(lane: string): Promise<void> {
    this.onWaiting(1);
    return new Promise((resolve) => {
      const queue = this.queues.get(lane);
      if (queue) queue.push(resolve);
      else this.queues.set(lane, [resolve]);
    });
  }

  private releaseOnce(): Release {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      setImmediate(() => this.serveNext());
    };
  }

  /** Hands a slot on. */
  private serveNext(): void {
    const [next] = this.queues;
    if (!next) return void this.taken--;
    const [lane, queue] = next;
    const begin = queue.shift()!;
    this.queues.delete(lane);
    if (queue.length > 0) this.queues.set(lane, queue); // behind all others
    this.onWaiting(-1);
    begin();
  }
}

/**
 * Gives back the slot of the work that calls this, if it has one, while the work goes on. To be called before it waits for
 * other work that may need a slot: if all who hold one did that, none would ever begin.
 */
export const releaseSlot = (): void => slots.getStore()?.();
