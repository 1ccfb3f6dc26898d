import { NO_STREAM } from '@app/kernel';
import { EventStoreUnavailable, WrongExpectedRevision, type EventStore, type NewEvent } from '../src/event-store';
import { idsOf, numbered } from './new-events';

/** What writers were told of their events, by id. */
export type Told = {
  readonly stored: string[];
  readonly notStored: string[];
  readonly unknown: string[];
  /** How often somebody else was faster. */
  conflicts: number;
  /** The longest that any append took, in milliseconds. */
  longest: number;
  /** When the last append was acknowledged, as `performance.now()` tells. */
  lastStored: number;
};

/**
 * Writers who each append to a stream of their own, one append after the other, until they are stopped. Whoever is not
 * told the revision of the stream reads it. Gives what they were told, and how to stop them.
 */
export function writing(store: EventStore, streams: readonly string[], patience: number) {
  const told: Told = { stored: [], notStored: [], unknown: [], conflicts: 0, longest: 0, lastStored: 0 };
  let stopped = false;

  async function append(stream: string, events: readonly NewEvent[], revision: number): Promise<number | null> {
    const start = performance.now();
    try {
      const appended = await store.append(stream, events, revision);
      told.stored.push(...idsOf(events));
      told.lastStored = performance.now();
      return appended.revision;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) told.conflicts += 1;
      else if (!(error instanceof EventStoreUnavailable)) throw error;
      const unknown = error instanceof EventStoreUnavailable && error.outcome === 'UNKNOWN';
      (unknown ? told.unknown : told.notStored).push(...idsOf(events));
      return unknown || error instanceof WrongExpectedRevision ? null : revision;
    } finally {
      told.longest = Math.max(told.longest, performance.now() - start);
    }
  }

  async function read(stream: string): Promise<number | null> {
    try {
      const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
      return last?.revision ?? NO_STREAM;
    } catch (error) {
      if (error instanceof EventStoreUnavailable) return null;
      throw error;
    }
  }

  async function write(stream: string): Promise<void> {
    let revision: number | null = NO_STREAM;
    for (let n = 0; !stopped; n += 1) {
      revision = revision === null ? await read(stream) : await append(stream, numbered(1 + (n % 3)), revision);
      if (patience > 0) await new Promise((resolve) => setTimeout(resolve, patience));
    }
  }

  const all = Promise.all(streams.map(write));
  const stop = async (): Promise<void> => {
    stopped = true;
    await all;
  };
  return { told, stop };
}
