import { type Batch, type EventStore } from '@app/event-store';
import type { Position } from '@app/kernel';
import type { Checkpoint, ReadStore } from '@app/read-store';
import { type BatchSegment, type PendingSweep, segmentBatch, type UnusableEvent } from './batch-segments';
import { CaughtUpCheck } from './caught-up-check';
import { foldDocument } from './fold-document';
import type { Logger } from './logger';
import { eventsProjected } from './metrics';
import { ParkedEvents } from './parked-events';
import { PendingSweeps } from './pending-sweeps';
import { repeatUntilAborted } from './repeat-until-aborted';
import { checkpointName, type View } from './view';
import type { ViewProgress } from './view-progress';

/** How often a view that is caught up writes that into its checkpoint, in milliseconds. Other processes read it there. */
const HEARTBEAT_INTERVAL = 1000;

/**
 * Keeps one view up to date: subscribes to all events, folds them into documents and saves a checkpoint.
 * It may be killed anywhere, run twice at the same time and get events again: every document stores the position of the
 * last event folded into it, skips events up to there, and is only replaced while it is still at the loaded position.
 * An event that cannot be read or folded is parked, its documents are marked as stale, and everything else goes on.
 */
export class Projector {
  private readonly parkedEvents: ParkedEvents;
  private readonly sweeps: PendingSweeps;

  /** `prefixes`: only streams whose names begin with one of these are read. Default: all. */
  constructor(
    private readonly view: View,
    private readonly events: EventStore,
    private readonly store: ReadStore,
    private readonly progress: ViewProgress,
    private readonly log: Logger,
    private readonly prefixes?: readonly string[],
  ) {
    this.sweeps = new PendingSweeps(view, store, this.logOutage);
    this.parkedEvents = new ParkedEvents(view, events, store, this.sweeps, log);
  }

  /** Runs until the signal aborts. Retries while a store is unavailable; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const retrying = repeatUntilAborted(
      signal,
      () => undefined, // the subscription reports a store that is unavailable
      () => this.parkedEvents.retryRequested(signal),
    );
    await Promise.all([this.project(signal), retrying]);
  }

  private readonly logOutage = (error: unknown): void =>
    this.log.warn({ view: this.name, err: error }, 'view waits for a store');

  private project(signal: AbortSignal): Promise<void> {
    return repeatUntilAborted(signal, this.logOutage, async () => {
      const storeId = await this.events.identity();
      const after = await this.startPosition(storeId);
      const ending = new AbortController();
      await this.sweeps.start(storeId, after, AbortSignal.any([signal, ending.signal]));
      this.progress.report(this.name, after, false);
      const check = new CaughtUpCheck(this.events);
      let position = after;
      let isOver = false;
      const heartbeat = async () => {
        const checkedAt = position;
        const caughtUp = await check.isCaughtUp();
        if (isOver) return; // a later run may be rebuilding the view by now
        this.progress.report(this.name, checkedAt, caughtUp);
        if (caughtUp) await this.saveCheckpoint(checkedAt, storeId, true);
      };
      // Errors are ignored here: the subscription and the next batch report a store that is unavailable.
      const timer = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_INTERVAL);
      try {
        for await (const batch of this.events.subscribe({
          ...(after !== null && { after }),
          ...(this.prefixes && { prefixes: this.prefixes }),
          signal,
        })) {
          await this.processBatch(batch, storeId);
          position = batch.position;
          check.batchProcessed(batch);
          this.progress.report(this.name, batch.position, batch.caughtUp);
        }
      } finally {
        isOver = true;
        clearInterval(timer);
        ending.abort();
        await this.sweeps.stopped(); // the next run may have to rebuild the view
      }
    });
  }

  private get name(): string {
    return this.view.projection.name;
  }

  /**
   * The position to continue behind; `null`: from the first event. A checkpoint of another store, or one beyond the end
   * of this one (which was restored from a backup then), leads to a rebuild.
   */
  private async startPosition(storeId: string): Promise<Position | null> {
    const saved = await this.store.checkpoint(checkpointName(this.view));
    if (!saved) {
      await this.sweeps.clear();
      await this.parkedEvents.clear();
      return null;
    }
    const last = await this.events.lastPosition();
    const isBeyondEnd = saved.position !== null && saved.position > (last ?? 0n); // 0: nothing was read yet
    if (saved.storeId === storeId && !isBeyondEnd) return saved.position;
    this.log.warn({ view: this.name }, 'view belongs to another event store or an older copy of it: rebuilding');
    await this.sweeps.clear();
    await this.store.clear(this.view.collection, checkpointName(this.view));
    await this.parkedEvents.clear();
    this.progress.reset(this.name);
    return null;
  }

  private async processBatch({ events, unreadable, position, caughtUp }: Batch, storeId: string): Promise<void> {
    const checkpoint = { name: checkpointName(this.view), ...checkpointAt(position, storeId, caughtUp) };
    const { segments, unusable } = segmentBatch(this.view.projection, events, unreadable);
    for (const event of unusable) await this.parkedEvents.park(event);
    for (const [n, segment] of segments.entries()) {
      const isLast = n === segments.length - 1 && !segment.sweep;
      await this.applyFolds(segment, isLast ? checkpoint : undefined);
      if (segment.sweep) await this.applySweep(segment.sweep);
    }
    if (segments.length === 0 || segments.at(-1)!.sweep) await this.saveCheckpoint(position, storeId, caughtUp);
    eventsProjected.inc({ view: this.name }, events.length);
  }

  private saveCheckpoint(position: Position | null, storeId: string, caughtUp: boolean): Promise<void> {
    return this.store.saveCheckpoint(checkpointName(this.view), checkpointAt(position, storeId, caughtUp));
  }

  /** Writes the documents of a segment; loads and folds those again that another projector has replaced meanwhile. */
  private async applyFolds({ folds }: BatchSegment, checkpoint?: Parameters<ReadStore['write']>[2]): Promise<void> {
    let ids = [...folds.keys()];
    while (ids.length > 0) {
      const loaded = await this.store.load(this.view.collection, ids);
      const failures: UnusableEvent[] = [];
      const writes = ids
        .map((id) =>
          foldDocument(id, loaded.get(id), folds.get(id)!, (failure) => failures.push(failure), this.sweeps.pending),
        )
        .filter((write) => write !== null);
      for (const failure of failures) await this.parkedEvents.park(failure);
      const conflicts = await this.store.write(this.view.collection, writes, checkpoint);
      ids = conflicts.map((index) => writes[index]!.id);
    }
  }

  private async applySweep({ event, where, change }: PendingSweep): Promise<void> {
    const { siteId } = event.metadata;
    await this.sweeps.apply({ siteId, ...where, change, position: event.position });
  }
}

const checkpointAt = (position: Position | null, storeId: string, caughtUp: boolean): Checkpoint => ({
  position,
  storeId,
  caughtUpAt: caughtUp ? new Date().toISOString() : null,
});
