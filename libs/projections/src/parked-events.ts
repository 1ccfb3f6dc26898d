import { type EventStore, EventUnreadable, type UnreadableEvent } from '@app/event-store';
import type { Recorded } from '@app/kernel';
import type { GuardedWrite, ReadStore } from '@app/read-store';
import { type PendingFold, segmentBatch, type UnusableEvent } from './batch-segments';
import { type OnFoldFailure, refoldDocument } from './fold-document';
import type { Logger } from './logger';
import { parkedDocuments } from './metrics';
import { type ParkedWork, parkedWorkId, ParkedWorkStore } from './parked-work';
import type { PendingSweeps } from './pending-sweeps';
import { sleep } from './sleep';
import type { View } from './view';

const RETRY_POLL_INTERVAL = 1000; // ms
const MAX_RETRIES = 100; // events at once

/** The events that one view could not use: parks them, and folds them later when an operator has them retried. */
export class ParkedEvents {
  private readonly parkedWork: ParkedWorkStore;
  private readonly name: string;

  constructor(
    private readonly view: View,
    private readonly events: Pick<EventStore, 'readStream'>,
    private readonly store: ReadStore,
    private readonly sweeps: Pick<PendingSweeps, 'areDone'>,
    private readonly log: Logger,
  ) {
    this.parkedWork = new ParkedWorkStore(store);
    this.name = view.projection.name;
  }

  /**
   * Parks the event; only then may the view go past it. An error of the projection is logged here, an event that cannot be
   * read where it is read. Throws `ReadStoreUnavailable`.
   */
  async park({ event, document, error }: UnusableEvent): Promise<void> {
    const { id, type, stream, revision, position } = event;
    await this.parkedWork.park({
      id: parkedWorkId('EVENT', this.name, event),
      kind: 'EVENT',
      name: this.name,
      event: { id, type, stream, revision, position },
      cause: causeOf(event, error),
      attempts: 1,
      parkedAt: new Date().toISOString(),
    });
    if (error === undefined) return;
    this.log.error({ view: this.name, document, event: id, type, err: error }, 'event cannot be folded');
    parkedDocuments.inc({ view: this.name });
  }

  /** Forgets all: the view is built from the first event on. */
  clear(): Promise<void> {
    return this.parkedWork.dropAll('EVENT', this.name);
  }

  /** Retries what is requested, until the signal aborts. One that fails is tried again later. Throws `ReadStoreUnavailable`. */
  async retryRequested(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A document that a sweep has still to change would take the event too early.
      for (const work of this.sweeps.areDone ? await this.parkedWork.toRetry('EVENT', MAX_RETRIES, this.name) : [])
        await this.retry(work).catch((err: unknown) =>
          this.log.warn({ view: this.name, event: work.event.id, err }, 'retry of a parked event waits for a store'),
        );
      await sleep(RETRY_POLL_INTERVAL, signal);
    }
  }

  /** Done, the work is dropped; otherwise it stays parked with the new cause. */
  private async retry(work: ParkedWork): Promise<void> {
    const cause = await this.foldParked(work);
    if (cause === null) await this.parkedWork.drop(work.id);
    else await this.parkedWork.park({ ...work, cause, attempts: work.attempts + 1 });
  }

  /** Folds the event into the documents that lack it. Why it cannot, or `null` when it is done. */
  private async foldParked({ event: parked }: ParkedWork): Promise<string | null> {
    let event: Recorded | undefined;
    try {
      [event] = await this.events.readStream(parked.stream, { from: parked.revision, limit: 1 });
    } catch (error) {
      if (error instanceof EventUnreadable) return error.event.unreadable;
      throw error;
    }
    if (event?.id !== parked.id) return null; // an older copy of the events was restored
    const { segments, unusable } = segmentBatch(this.view.projection, [event]);
    if (unusable[0]) return causeOf(event, unusable[0].error);
    if (segments.some(({ sweep }) => sweep)) return 'REBUILD_NEEDED';
    const marked = (this.view.projection.documentsOf?.(event.stream) ?? []).map((id) => [id, []] as const);
    return this.refold(event, new Map([...marked, ...(segments[0]?.folds ?? [])]));
  }

  private async refold(event: Recorded, folds: ReadonlyMap<string, readonly PendingFold[]>): Promise<string | null> {
    const ids = [...folds.keys()];
    for (;;) {
      const loaded = await this.store.load(this.view.collection, ids);
      const causes: string[] = [];
      const onFailure: OnFoldFailure = ({ error }) => causes.push(causeOf(event, error));
      const writes: GuardedWrite[] = [];
      for (const id of ids) {
        const write = refoldDocument(id, loaded.get(id), folds.get(id)!, event.position, onFailure);
        if (write === 'REBUILD_NEEDED') causes.push(write);
        else if (write !== 'DONE') writes.push(write);
      }
      if (causes[0] !== undefined) return causes[0];
      if ((await this.store.write(this.view.collection, writes)).length === 0) return null;
    }
  }
}

/** The messages of unexpected errors may quote data, so only their class is named. */
function causeOf(event: Recorded | UnreadableEvent, error: unknown): string {
  if ('unreadable' in event) return event.unreadable;
  return error instanceof Error ? error.name : typeof error;
}
