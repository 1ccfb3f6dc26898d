import { type Batch, type EventStore } from '@app/event-store';
import type { Position, Recorded } from '@app/kernel';
import type { Checkpoint, Document, GuardedWrite, ReadStore, StoredDocument } from '@app/read-store';
import { Heartbeat } from './heartbeat';
import type { Logger } from './logger';
import { eventsProjected, parkedDocuments } from './metrics';
import { type Heard, type Piece, piecesOf } from './pieces';
import { untilAborted } from './until-aborted';
import { checkpointName, type View } from './view';
import type { ViewProgress } from './view-progress';

/** How often it is looked whether the view shows the present, in milliseconds; the checkpoint says it to processes that only read. */
const HEARTBEAT = 1000;

/**
 * Keeps one view: follows all events, folds them into documents, remembers how far it came.
 * It may be killed anywhere, run twice at once and be given events again: a document takes each event once, because it
 * knows the position of the last one it took and is replaced only at the position that was loaded.
 */
export class Projector {
  constructor(
    private readonly view: View,
    private readonly events: EventStore,
    private readonly store: ReadStore,
    private readonly progress: ViewProgress,
    private readonly log: Logger,
    private readonly prefixes?: readonly string[],
  ) {}

  /** Runs until the signal aborts. A store that is away is waited for. */
  run(signal: AbortSignal): Promise<void> {
    return untilAborted(
      signal,
      (error) => this.log.warn({ view: this.view.projection.name, err: error }, 'view waits for a store'),
      async () => {
        const storeId = await this.events.identity();
        const after = await this.beginning(storeId);
        this.progress.report(this.name, after, false);
        const heartbeat = new Heartbeat(this.events);
        let position = after;
        let isOver = false;
        const beat = async () => {
          const at = position;
          const shows = await heartbeat.shows();
          if (isOver) return; // the view may have begun again meanwhile
          this.progress.report(this.name, at, shows);
          if (shows) await this.save(at, storeId, true);
        };
        const beating = setInterval(() => void beat().catch(() => undefined), HEARTBEAT); // a store that is away shows elsewhere
        try {
          for await (const batch of this.events.subscribe({
            ...(after !== null && { after }),
            ...(this.prefixes && { prefixes: this.prefixes }),
            signal,
          })) {
            await this.take(batch, storeId);
            position = batch.position;
            heartbeat.batch(batch);
            this.progress.report(this.name, batch.position, batch.caughtUp);
          }
        } finally {
          isOver = true;
          clearInterval(beating);
        }
      },
    );
  }

  private get name(): string {
    return this.view.projection.name;
  }

  /** From where to go on. Another store's checkpoint, or one past the end (a restored backup), means: from the start. */
  private async beginning(storeId: string): Promise<Position | null> {
    const saved = await this.store.checkpoint(checkpointName(this.view));
    if (!saved) return null;
    const last = await this.events.lastPosition();
    const beyondTheEnd = saved.position !== null && (last === null || saved.position > last);
    if (saved.storeId === storeId && !beyondTheEnd) return saved.position;
    this.log.warn({ view: this.name }, 'view belongs to another event store or an older copy of it: rebuilding');
    await this.store.clear(this.view.collection, checkpointName(this.view));
    this.progress.restart(this.name);
    return null;
  }

  private async take({ events, position, caughtUp }: Batch, storeId: string): Promise<void> {
    const checkpoint = { name: checkpointName(this.view), ...checkpointAt(position, storeId, caughtUp) };
    const pieces = piecesOf(this.view.projection, events);
    for (const [n, piece] of pieces.entries()) {
      const isLast = n === pieces.length - 1 && !piece.sweep;
      await this.fold(piece, isLast ? checkpoint : undefined);
      if (piece.sweep) await this.sweep(piece.sweep);
    }
    if (pieces.length === 0 || pieces.at(-1)!.sweep) await this.save(position, storeId, caughtUp);
    eventsProjected.inc({ view: this.name }, events.length);
  }

  private save(position: Position | null, storeId: string, caughtUp: boolean): Promise<void> {
    return this.store.saveCheckpoint(checkpointName(this.view), checkpointAt(position, storeId, caughtUp));
  }

  private async fold({ documents }: Piece, checkpoint?: Parameters<ReadStore['write']>[2]): Promise<void> {
    let open = [...documents.keys()];
    while (open.length > 0) {
      const loaded = await this.store.load(this.view.collection, open);
      const writes = open
        .map((id) => this.heard(id, loaded.get(id), documents.get(id)!))
        .filter((write) => write !== null);
      const lost = await this.store.write(this.view.collection, writes, checkpoint);
      open = lost.map((index) => writes[index]!.id);
    }
  }

  private heard(id: string, now: StoredDocument | undefined, all: readonly Heard[]): GuardedWrite | null {
    const news = all.filter(({ event }) => !now || event.position > now.position);
    if (news.length === 0) return null;
    let document = now?.document ?? null;
    for (const { event, fold } of news) document = this.foldOne(id, document, event, fold);
    return { id, document, position: news.at(-1)!.event.position, loaded: now?.position ?? null };
  }

  /** An event that cannot be folded marks its document as stale and is named; the view goes on. */
  private foldOne(id: string, document: Document | null, event: Recorded, fold: Heard['fold']): Document | null {
    try {
      const next = fold(document, event) as Omit<Document, 'siteId'> | null;
      return next && { ...next, siteId: event.metadata.siteId };
    } catch (error) {
      this.log.error({ view: this.name, document: id, event: event.id, err: error }, 'event cannot be folded');
      parkedDocuments.inc({ view: this.name });
      return document && { ...document, stale: true };
    }
  }

  private async sweep({ event, step }: NonNullable<Piece['sweep']>): Promise<void> {
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
