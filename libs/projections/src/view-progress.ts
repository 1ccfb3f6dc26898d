import type { Position } from '@app/kernel';
import { ReadModelBehind } from '@app/read-store';

type Waiter = { readonly position: Position; readonly go: () => void };
type ViewState = {
  position: Position | null;
  caughtUp: boolean;
  /** When it last was, by this process's clock; `null`: never yet. */
  caughtUpAt: number | null;
  readonly waiting: Set<Waiter>;
};

/** How long a read waits for its views, in milliseconds. */
export const DEFAULT_WAIT_TIMEOUT_MS = 2000;
const MOST_WAITING = 1000;

/**
 * How far each view has come, as this process knows it. Projectors report here, or whoever watches those of other
 * processes; reads wait here for the state that they must show.
 */
export class ViewProgress {
  private readonly views = new Map<string, ViewState>();
  private waiting = 0;
  /** Called once when a reader begins to wait. */
  onWaitStarted: (() => void) | null = null;

  /** Does a reader wait? */
  get hasWaiters(): boolean {
    return this.waiting > 0;
  }

  /** A projector has stored everything up to this position; `caughtUp`: there was nothing more. */
  report(view: string, position: Position | null, caughtUp: boolean): void {
    const known = this.of(view);
    if (position !== null && (known.position === null || position > known.position)) known.position = position;
    if (caughtUp || known.caughtUp) known.caughtUpAt = Date.now(); // until now it was, however long nothing was told
    known.caughtUp = caughtUp;
    for (const waiting of known.waiting)
      if (known.position !== null && known.position >= waiting.position) waiting.go();
  }

  /** The same from afar: what a checkpoint says, which may be that the view begins again; `anew`: it has just caught up. */
  reportCheckpoint(view: string, position: Position | null, anew: boolean): void {
    const known = this.of(view);
    if (position === null || (known.position !== null && position < known.position)) known.position = position;
    this.report(view, position, false);
    if (anew) known.caughtUpAt = Date.now();
  }

  /** A rebuild: the view begins again. */
  reset(view: string): void {
    const known = this.of(view);
    known.position = null;
    known.caughtUp = false;
    known.caughtUpAt = null;
  }

  /**
   * Comes back when these views show at least this position; at once for `null`.
   * Throws `ReadModelBehind` after `patience` milliseconds, and at once when 1000 others wait already.
   */
  async waitForPosition(views: readonly string[], position: Position | null, patience = DEFAULT_WAIT_TIMEOUT_MS): Promise<void> {
    if (position === null) return;
    const behind = views
      .map((view) => this.of(view))
      .filter((view) => view.position === null || view.position < position);
    if (behind.length === 0) return;
    if (this.waiting >= MOST_WAITING) throw new ReadModelBehind('too many readers wait');
    this.waiting++;
    this.onWaitStarted?.();
    const undo: (() => void)[] = [() => this.waiting--];
    try {
      const late = new Promise<never>((_, reject) => {
        const timer = setTimeout(
          () => reject(new ReadModelBehind(`views did not reach ${position} in time`)),
          patience,
        );
        undo.push(() => clearTimeout(timer));
      });
      const there = behind.map(
        (view) =>
          new Promise<void>((go) => {
            const entry = { position, go };
            view.waiting.add(entry);
            undo.push(() => view.waiting.delete(entry));
          }),
      );
      await Promise.race([Promise.all(there), late]);
    } finally {
      for (const step of undo) step();
    }
  }

  /** Those of these views that have not shown the present for this many milliseconds. Empty: all is well. */
  lagging(views: readonly string[], patience: number): readonly string[] {
    return views.filter((name) => {
      const { caughtUp, caughtUpAt } = this.of(name);
      return !caughtUp && (caughtUpAt === null || Date.now() - caughtUpAt > patience);
    });
  }

  private of(view: string): ViewState {
    const known = this.views.get(view);
    if (known) return known;
    const fresh: ViewState = { position: null, caughtUp: false, caughtUpAt: null, waiting: new Set() };
    this.views.set(view, fresh);
    return fresh;
  }
}
