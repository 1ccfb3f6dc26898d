import type { Position } from '@app/kernel';
import { ReadModelBehind } from '@app/read-store';

type Waiter = { readonly position: Position; readonly resolve: () => void };
type ViewState = {
  position: Position | null;
  caughtUp: boolean;
  /** When it was last caught up, in milliseconds of this process's clock; `null`: never yet. */
  caughtUpAt: number | null;
  readonly waiters: Set<Waiter>;
};

const MAX_WAITERS = 1000;

/**
 * How far each view has come, as this process knows it. The projectors of this process report here, or the
 * `CheckpointWatcher` for those of other processes. Reads wait here until views include the position that they need.
 */
export class ViewProgress {
  private readonly views = new Map<string, ViewState>();
  private waiterCount = 0;
  constructor(
    /** The longest that a read waits unless it says otherwise, in ms. */
    private readonly maxWait = 2000,
  ) {}

  /** Called each time a reader begins to wait. */
  onWaitStarted: (() => void) | null = null;

  /** Whether a reader is waiting for any view. */
  get hasWaiters(): boolean {
    return this.waiterCount > 0;
  }

  /** A projector of this process has stored everything up to `position`; `caughtUp`: the store held no more events. */
  report(view: string, position: Position | null, caughtUp: boolean): void {
    const state = this.stateOf(view);
    if (position !== null && (state.position === null || position > state.position)) state.position = position;
    // A view that was caught up until this report was so until now, even if nothing was reported for long.
    if (caughtUp || state.caughtUp) state.caughtUpAt = Date.now();
    state.caughtUp = caughtUp;
    for (const waiter of state.waiters)
      if (state.position !== null && state.position >= waiter.position) waiter.resolve();
  }

  /**
   * The checkpoint of a view in another process is at `position`. Unlike in `report`, a lower one than before counts: the
   * view is being rebuilt. `hasCaughtUp`: it has caught up since the last call.
   */
  reportCheckpoint(view: string, position: Position | null, hasCaughtUp: boolean): void {
    const state = this.stateOf(view);
    if (position === null || (state.position !== null && position < state.position)) state.position = position;
    this.report(view, position, false);
    if (hasCaughtUp) state.caughtUpAt = Date.now();
  }

  /** The position up to which a view is known to show all events; `null`: none yet. It may show later ones too. */
  positionOf(view: string): Position | null {
    return this.stateOf(view).position;
  }

  /** A view is being rebuilt from the first event. */
  reset(view: string): void {
    const state = this.stateOf(view);
    state.position = null;
    state.caughtUp = false;
    state.caughtUpAt = null;
  }

  /** The position up to which a view is known to show everything; `null`: nothing is known of it. */
  position(view: string): Position | null {
    return this.stateOf(view).position;
  }

  /**
   * Resolves when all of these views include `position`; at once for `null`.
   * Throws `ReadModelBehind` after `timeout` milliseconds, and at once when 1000 others are waiting already.
   */
  async waitForPosition(views: readonly string[], position: Position | null, timeout = this.maxWait): Promise<void> {
    if (position === null) return;
    const behind = views
      .map((view) => this.stateOf(view))
      .filter((state) => state.position === null || state.position < position);
    if (behind.length === 0) return;
    if (this.waiterCount >= MAX_WAITERS) throw new ReadModelBehind('too many readers wait');
    this.waiterCount++;
    this.onWaitStarted?.();
    const cleanup: (() => void)[] = [() => this.waiterCount--];
    try {
      const timedOut = new Promise<never>((_, reject) => {
        const timer = setTimeout(() => reject(new ReadModelBehind(`views did not reach ${position} in time`)), timeout);
        cleanup.push(() => clearTimeout(timer));
      });
      const reached = behind.map(
        ({ waiters }) =>
          new Promise<void>((resolve) => {
            const waiter = { position, resolve };
            waiters.add(waiter);
            cleanup.push(() => waiters.delete(waiter));
          }),
      );
      await Promise.race([Promise.all(reached), timedOut]);
    } finally {
      for (const step of cleanup) step();
    }
  }

  /** Those of these views that have not been caught up for more than `maxLag` milliseconds, or never were. */
  lagging(views: readonly string[], maxLag: number): readonly string[] {
    return views.filter((name) => {
      const { caughtUp, caughtUpAt } = this.stateOf(name);
      return !caughtUp && (caughtUpAt === null || Date.now() - caughtUpAt > maxLag);
    });
  }

  private stateOf(view: string): ViewState {
    const known = this.views.get(view);
    if (known) return known;
    const initial: ViewState = { position: null, caughtUp: false, caughtUpAt: null, waiters: new Set() };
    this.views.set(view, initial);
    return initial;
  }
}
