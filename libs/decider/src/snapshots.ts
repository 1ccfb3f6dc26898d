import type { EventStore } from '@app/event-store';
import type { Json, StreamDefinition } from '@app/kernel';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { decodeState, encodeState } from './state-encoding';

/**
 * A place for the snapshots of streams, beside the event store. Whatever is lost there is made again, so neither method
 * has to be reliable: a rejection is taken for nothing.
 */
export interface SnapshotStore {
  /** The text that was saved last for this stream; `null`: none. */
  load(stream: string): Promise<string | null>;
  /** Replaces the text for this stream. */
  save(stream: string, text: string): Promise<void>;
}

/**
 * The state of a stream after the event with this revision. It holds what the events hold, sealed words included: whoever
 * has to keep something out of snapshots has to keep it out of the events.
 */
export type Snapshot = {
  readonly state: unknown;
  readonly revision: number;
  /** Identifies the event (`identityOf`): in a stream with another one there, the snapshot has no meaning. */
  readonly event: string;
};

/** How long a read waits for a snapshot, in milliseconds; then it goes on without. */
const MAX_WAIT = 200;
/** The longest text that is saved, in characters. */
const MAX_LENGTH = 4_000_000;

/**
 * Finds and saves snapshots. They are signed with a key of the event store, over the name of the stream and the version of
 * its fold too: one that was changed, or belongs to another store, stream or version, is as good as none.
 */
export class Snapshots {
  private isSaving = false;

  constructor(
    private readonly store: SnapshotStore,
    private readonly events: EventStore,
  ) {}

  /** The latest snapshot of the stream; `null`: none, or none in time. Never rejects. */
  async find(stream: StreamDefinition<unknown>): Promise<Snapshot | null> {
    try {
      const text = await Promise.race([this.store.load(stream.name!), sleep(MAX_WAIT, null, { ref: false })]);
      return text === null ? null : await this.read(stream, text);
    } catch {
      return null;
    }
  }

  /**
   * Saves a snapshot later on, one at a time, so that it takes little from the requests that are served meanwhile.
   * `false`: another one is still being saved.
   */
  save(stream: StreamDefinition<unknown>, snapshot: Snapshot): boolean {
    if (this.isSaving) return false;
    this.isSaving = true;
    this.write(stream, snapshot)
      .catch(() => {}) // it is made again after more events
      .finally(() => (this.isSaving = false));
    return true;
  }

  private async write(stream: StreamDefinition<unknown>, { state, revision, event }: Snapshot): Promise<void> {
    await nextTurn();
    const content = JSON.stringify([revision, event, encodeState(state)]);
    if (content.length > MAX_LENGTH) return;
    await this.store.save(stream.name!, `${await this.sign(stream, content)}${content}`);
  }

  private async read(stream: StreamDefinition<unknown>, text: string): Promise<Snapshot | null> {
    const content = text.slice(SIGNATURE_LENGTH);
    const signature = Buffer.from(await this.sign(stream, content));
    const given = Buffer.from(text.slice(0, SIGNATURE_LENGTH));
    if (given.length !== signature.length || !timingSafeEqual(given, signature)) return null;
    const [revision, event, state] = JSON.parse(content) as [number, string, Json];
    return { revision, event, state: decodeState(state) };
  }

  private async sign({ name, version, eventTypes }: StreamDefinition<unknown>, content: string): Promise<string> {
    const key = createHmac('sha256', 'snapshots')
      .update(await this.events.identity())
      .digest();
    const definition = JSON.stringify([name, version, [...eventTypes].sort()]);
    return createHmac('sha256', key).update(`${definition}\n${content}`).digest('base64url');
  }
}

const SIGNATURE_LENGTH = 43; // 256 bits in base64url
