import { type Batch, type EventStore } from '@app/event-store';
import type { Position, Recorded } from '@app/kernel';
import type { Checkpoint, Document, GuardedWrite, ReadStore, StoredDocument } from '@app/read-store';
import { type BatchSegment, type PendingFold, segmentBatch } from './batch-segments';
import { CaughtUpCheck } from './caught-up-check';
import type { Logger } from './logger';
import { eventsProjected, parkedDocuments } from './metrics';
import { repeatUntilAborted } from './repeat-until-aborted';
import { checkpointName, type View } from './view';
import type { ViewProgress } from './view-progress';

/** How often a view that is caught up writes that into its checkpoint, in milliseconds. Other processes read it there. */
const HEARTBEAT_INTERVAL = 1000;

/**
 * Keeps one view up to date: subscribes to all events, folds them into documents and saves a checkpoint.
 * It may be killed anywhere, run twice at the same time and get events again: every document stores the position of the
 * last event folded into it, skips events up to there, and is only replaced while it is still at the loaded position.
 */
export class Projector {
  /** `prefixes`: only streams whose names begin with one of these are read. Default: all. */
  constructor(
    private readonly view: View,
    private readonly events: EventStore,
    private readonly store: ReadStore,
    private readonly progress: ViewProgress,
    private readonly log: Logger,
    private readonly prefixes?: readonly string[],
  ) {}

  /** Runs until the signal aborts. Retries while a store is unavailable; never rejects. */
  run(signal: AbortSignal): Promise<void> {
    return repeatUntilAborted(
      signal,
      (error) => this.log.warn({ view: this.view.projection.name, err: error }, 'view waits for a store'),
      async () => {
        const storeId = await this.events.identity();
        const after = await this.startPosition(storeId);
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
        }
      },
    );
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
    if (!saved) return null;
    const last = await this.events.lastPosition();
    const isBeyondEnd = saved.position !== null && saved.position > (last ?? 0n); // 0: nothing was read yet
    if (saved.storeId === storeId && !isBeyondEnd) return saved.position;
    this.log.warn({ view: this.name }, 'view belongs to another event store or an older copy of it: rebuilding');
    await this.store.clear(this.view.collection, checkpointName(this.view));
    this.progress.reset(this.name);
    return null;
  }

  private async processBatch({ events, position, caughtUp }: Batch, storeId: string): Promise<void> {
    const checkpoint = { name: checkpointName(this.view), ...checkpointAt(position, storeId, caughtUp) };
    const segments = segmentBatch(this.view.projection, events);
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
      const writes = ids
        .map((id) => this.foldDocument(id, loaded.get(id), folds.get(id)!))
        .filter((write) => write !== null);
      const conflicts = await this.store.write(this.view.collection, writes, checkpoint);
      ids = conflicts.map((index) => writes[index]!.id);
    }
  }

  /** `null` when all of the events have been folded into the document before. */
  private foldDocument(
    id: string,
    stored: StoredDocument | undefined,
    folds: readonly PendingFold[],
  ): GuardedWrite | null {
    const pending = folds.filter(({ event }) => !stored || event.position > stored.position);
    if (pending.length === 0) return null;
    let document = stored?.document ?? null;
    for (const { event, fold } of pending) document = this.foldEvent(id, document, event, fold);
    return { id, document, position: pending.at(-1)!.event.position, loaded: stored?.position ?? null };
  }

  /** An event whose fold throws is logged and skipped; its document, if there is one, is marked as stale. */
  private foldEvent(
    id: string,
    document: Document | null,
    event: Recorded,
    fold: PendingFold['fold'],
  ): Document | null {
    try {
      const next = fold(document, event) as Omit<Document, 'siteId'> | null;
      return next && { ...next, siteId: event.metadata.siteId };
    } catch (error) {
      this.log.error({ view: this.name, document: id, event: event.id, err: error }, 'event cannot be folded');
      parkedDocuments.inc({ view: this.name });
      return document && { ...document, stale: true };
    }
  }

  private async applySweep({ event, step }: NonNullable<BatchSegment['sweep']>): Promise<void> {
    const where = step.where(event);
    if (!where) return;
    await this.store.sweep(this.view.collection, {
      siteId: event.metadata.siteId,
      ...where,
      change: step.change(event),
      position: event.position,
    });
  }
}

const checkpointAt = (position: Position | null, storeId: string, caughtUp: boolean): Checkpoint => ({
  position,
  storeId,
  caughtUpAt: caughtUp ? new Date().toISOString() : null,
});
