import type { RecordedEvent } from '@eventstore/db-client';
import type { EventMetadata, Recorded } from '@app/kernel';

/** An event that bears our metadata and yet cannot be read: nothing that this store writes. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(readonly event: { readonly id: string; readonly streamId: string; readonly revision: bigint }) {
    super(`event ${event.id}, revision ${event.revision} of ${event.streamId}, holds no JSON object`);
  }
}

/** What the server keeps for itself. */
export const isSystemName = (name: string): boolean => name.startsWith('$');

/**
 * An event as the port gives it; `null` for one that is not ours: the server's own, and whatever else others keep on the
 * same server. Ours say which part of their append they are. Throws `UnreadableEvent`.
 */
export function recordedOf(event: RecordedEvent): Recorded | null {
  const { id, type, streamId: stream, revision, position, data } = event;
  const metadata = event.metadata as EventMetadata | undefined;
  if (isSystemName(type) || isSystemName(stream) || !position || !isOurs(metadata)) return null;
  // The client gives malformed JSON as the text that it is.
  if (!event.isJson || typeof data !== 'object' || data === null) throw new UnreadableEvent(event);
  return { id, type, data, stream, revision: Number(revision), position: position.commit, at: metadata.at, metadata };
}

const isOurs = (metadata: Partial<EventMetadata> | undefined): metadata is EventMetadata =>
  typeof metadata === 'object' &&
  typeof metadata.at === 'string' &&
  Number.isInteger(metadata.part) &&
  Number.isInteger(metadata.of);
