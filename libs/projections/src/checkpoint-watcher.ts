import type { EventStore } from '@app/event-store';
import type { ReadStore } from '@app/read-store';
import type { Logger } from './logger';
import { repeatUntilAborted } from './repeat-until-aborted';
import { checkpointName, type View } from './view';
import type { ViewProgress } from './view-progress';

/** How often checkpoints are looked at, in milliseconds: while somebody waits for a view, and while nobody does. */
const WAITED_FOR = 15;
const QUIET = 1000;

/**
 * Tells a process that keeps no views itself how far those who keep them have come. One for a process, however many
 * readers wait. No clock is compared with another's: a view is caught up when its checkpoint says so anew.
 */
export class CheckpointWatcher {
  private readonly heard = new Map<string, string | null>();

  constructor(
    private readonly views: readonly View[],
    private readonly events: Pick<EventStore, 'identity'>,
    private readonly store: Pick<ReadStore, 'checkpoint'>,
    private readonly progress: ViewProgress,
    private readonly log: Logger,
  ) {}

  /** Runs until the signal aborts. A store that is away is waited for. */
  run(signal: AbortSignal): Promise<void> {
    const late = (error: unknown) => this.log.warn({ err: error }, 'the progress of the views cannot be read');
    return repeatUntilAborted(signal, late, async () => {
      const storeId = await this.events.identity();
      while (!signal.aborted) {
        await Promise.all(this.views.map((view) => this.look(view, storeId)));
        if (!signal.aborted) await this.pause(signal);
      }
    });
  }

  private async look(view: View, storeId: string): Promise<void> {
    const { name } = view.projection;
    const saved = await this.store.checkpoint(checkpointName(view));
    if (!saved || saved.storeId !== storeId) return this.progress.reset(name);
    // What is found at first may be the last word of a process that is no more.
    const anew = this.heard.has(name) && saved.caughtUpAt !== null && saved.caughtUpAt !== this.heard.get(name);
    this.heard.set(name, saved.caughtUpAt);
    this.progress.reportCheckpoint(name, saved.position, anew);
  }

  /** Until it is time to look again, or a reader begins to wait. */
  private pause(signal: AbortSignal): Promise<void> {
    return new Promise((resume) => {
      const go = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', go);
        this.progress.onWaitStarted = null;
        resume();
      };
      const timer = setTimeout(go, this.progress.hasWaiters ? WAITED_FOR : QUIET);
      signal.addEventListener('abort', go, { once: true });
      if (!this.progress.hasWaiters) this.progress.onWaitStarted = go;
    });
  }
}
