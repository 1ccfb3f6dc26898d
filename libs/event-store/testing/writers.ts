import { NO_STREAM } from '@app/kernel';
import { EventStoreUnavailable, WrongExpectedRevision, type EventStore, type NewEvent } from '../src/event-store';
import { idsOf, numbered } from './new-events';

/** The results of the appends of all writers: ids of events that are stored, are not stored, or may be. */
export type WriterResults = {
  readonly stored: string[];
  readonly notStored: string[];
  readonly unknown: string[];
  /** How many appends met a wrong expected revision. */
  conflicts: number;
  /** The duration of the longest append, in milliseconds. */
  longestMs: number;
  /** When the last append was acknowledged, by `performance.now()`. */
  lastStoredAt: number;
};

/**
 * Starts one writer for each stream, which appends again and again, with `pauseMs` in between, until it is stopped. After
 * a conflict or an unknown outcome it reads the stream's revision. Gives the results so far, and how to stop the writers.
 */
export function startWriters(store: EventStore, streams: readonly string[], pauseMs: number) {
  const results: WriterResults = {
    stored: [],
    notStored: [],
    unknown: [],
    conflicts: 0,
    longestMs: 0,
    lastStoredAt: 0,
  };
  let stopped = false;

  async function append(stream: string, events: readonly NewEvent[], revision: number): Promise<number | null> {
    const start = performance.now();
    try {
      const appended = await store.append(stream, events, revision);
      results.stored.push(...idsOf(events));
      results.lastStoredAt = performance.now();
      return appended.revision;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) results.conflicts += 1;
      else if (!(error instanceof EventStoreUnavailable)) throw error;
      const unknown = error instanceof EventStoreUnavailable && error.outcome === 'UNKNOWN';
      (unknown ? results.unknown : results.notStored).push(...idsOf(events));
      return unknown || error instanceof WrongExpectedRevision ? null : revision;
    } finally {
      results.longestMs = Math.max(results.longestMs, performance.now() - start);
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
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  const all = Promise.all(streams.map(write));
  const stop = async (): Promise<void> => {
    stopped = true;
    await all;
  };
  return { results, stop };
}
