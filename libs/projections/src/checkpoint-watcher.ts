import type { EventStore } from '@app/event-store';
import type { ReadStore } from '@app/read-store';
import type { Logger } from './logger';
import { repeatUntilAborted } from './repeat-until-aborted';
import { checkpointName, type View } from './view';
import type { ViewProgress } from './view-progress';

/** How often checkpoints are polled, in milliseconds: while a reader waits for a view, and while none does. */
const POLL_INTERVAL_WITH_WAITERS = 15;
const IDLE_POLL_INTERVAL = 1000;

/**
 * Reports to `ViewProgress`, in a process without projectors, how far the projectors of other processes have come. It
 * polls their checkpoints, once for all readers of the process. It compares no clocks of different machines: a view
 * counts as caught up when the `caughtUpAt` of its checkpoint changes.
 */
export class CheckpointWatcher {
  /** The last `caughtUpAt` read, by view name. */
  private readonly caughtUpAt = new Map<string, string | null>();

  constructor(
    private readonly views: readonly View[],
    private readonly events: Pick<EventStore, 'identity'>,
    private readonly store: Pick<ReadStore, 'checkpoint'>,
    private readonly progress: ViewProgress,
    private readonly log: Logger,
  ) {}

  /** Runs until the signal aborts. Retries while a store is unavailable; never rejects. */
  run(signal: AbortSignal): Promise<void> {
    const onError = (error: unknown) => this.log.warn({ err: error }, 'the progress of the views cannot be read');
    return repeatUntilAborted(signal, onError, async () => {
      const storeId = await this.events.identity();
      while (!signal.aborted) {
        await Promise.all(this.views.map((view) => this.poll(view, storeId)));
        if (!signal.aborted) await this.pause(signal);
      }
    });
  }

  private async poll(view: View, storeId: string): Promise<void> {
    const { name } = view.projection;
    const saved = await this.store.checkpoint(checkpointName(view));
    if (!saved || saved.storeId !== storeId) return this.progress.reset(name);
    // The first value read does not count: the projector that wrote it may have died since.
    const hasCaughtUp =
      this.caughtUpAt.has(name) && saved.caughtUpAt !== null && saved.caughtUpAt !== this.caughtUpAt.get(name);
    this.caughtUpAt.set(name, saved.caughtUpAt);
    this.progress.reportCheckpoint(name, saved.position, hasCaughtUp);
  }

  /** Resolves when the next poll is due, when a reader begins to wait, or when the signal aborts. */
  private pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.progress.onWaitStarted = null;
        resolve();
      };
      const timer = setTimeout(end, this.progress.hasWaiters ? POLL_INTERVAL_WITH_WAITERS : IDLE_POLL_INTERVAL);
      signal.addEventListener('abort', end, { once: true });
      if (!this.progress.hasWaiters) this.progress.onWaitStarted = end;
    });
  }
}
