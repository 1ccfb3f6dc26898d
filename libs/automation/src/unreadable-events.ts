import { type EventStore, EventUnreadable, type UnreadableEvent } from '@app/event-store';
import type { Recorded } from '@app/kernel';
import { type ParkedWork, parkedWorkId, type ParkedWorkStore } from '@app/projections';

/** The name of the policies as a consumer of events, in parked work. */
const NAME = 'policies';
const MAX_RETRIES = 100; // events at once

/** The events that policies could not react to because they cannot be read. */
export class UnreadableEvents {
  constructor(
    private readonly parkedWork: ParkedWorkStore,
    private readonly events: Pick<EventStore, 'readStream'>,
    /** Handles the event by all of its policies. False: the process is ending, and has not. */
    private readonly handle: (event: Recorded) => Promise<boolean>,
  ) {}

  /** Parks the event; only then may the checkpoint go past it. Throws `ReadStoreUnavailable`. */
  async park({ unreadable: cause, ...event }: UnreadableEvent): Promise<void> {
    const id = parkedWorkId('EVENT', NAME, event);
    await this.parkedWork.park({
      id,
      kind: 'EVENT',
      name: NAME,
      event,
      cause,
      attempts: 1,
      parkedAt: new Date().toISOString(),
    });
  }

  /** Forgets all: the policies begin at the first event again. */
  clear(): Promise<void> {
    return this.parkedWork.dropAll('EVENT', NAME);
  }

  /** Handles those that are to be retried and can be read now. One that fails is tried again later. Throws `ReadStoreUnavailable`. */
  async retryRequested(onError: (error: unknown) => void): Promise<void> {
    for (const work of await this.parkedWork.toRetry('EVENT', MAX_RETRIES, NAME)) await this.retry(work).catch(onError);
  }

  private async retry(work: ParkedWork): Promise<void> {
    const { id, stream, revision } = work.event;
    try {
      const [event] = await this.events.readStream(stream, { from: revision, limit: 1 });
      // Another event in its place: an older copy of the events was restored.
      if (event?.id !== id || (await this.handle(event))) await this.parkedWork.drop(work.id);
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      await this.parkedWork.park({ ...work, cause: error.event.unreadable, attempts: work.attempts + 1 });
    }
  }
}
