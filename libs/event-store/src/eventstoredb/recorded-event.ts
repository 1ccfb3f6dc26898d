import type { RecordedEvent } from '@eventstore/db-client';
import type { EventMetadata, Recorded } from '@app/kernel';

/** An event with our metadata whose data is no JSON object. This adapter never writes one. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(readonly event: { readonly id: string; readonly streamId: string; readonly revision: bigint }) {
    super(`event ${event.id}, revision ${event.revision} of ${event.streamId}, holds no JSON object`);
  }
}

/** Whether the name is reserved for streams and event types of the server itself. */
export const isSystemName = (name: string): boolean => name.startsWith('$');

/**
 * The event as the port gives it; `null` for one that is not ours: a system event, or one that another application keeps
 * on the same server. Ours are recognised by their metadata. Throws `UnreadableEvent`.
 */
export function toRecorded(event: RecordedEvent): Recorded | null {
  const { id, type, streamId: stream, revision, position, data } = event;
  const metadata = event.metadata as EventMetadata | undefined;
  if (isSystemName(type) || isSystemName(stream) || !position || !isOurs(metadata)) return null;
  // The client gives malformed JSON as text.
  if (!event.isJson || typeof data !== 'object' || data === null) throw new UnreadableEvent(event);
  return { id, type, data, stream, revision: Number(revision), position: position.commit, at: metadata.at, metadata };
}

const isOurs = (metadata: Partial<EventMetadata> | undefined): metadata is EventMetadata =>
  typeof metadata === 'object' &&
  typeof metadata.at === 'string' &&
  Number.isInteger(metadata.part) &&
  Number.isInteger(metadata.of);
