import type { RecordedEvent } from '@eventstore/db-client';
import type { Position, Recorded } from '@app/kernel';
import { isEventMetadata, isUnreadable, readEvent, type UnreadableEvent } from '../unreadable-event';

/** An event of the server as the port gives it. */
export type ReceivedEvent = {
  readonly position: Position;
  /** `null` in a stream of the server itself. */
  readonly event: Recorded | UnreadableEvent | null;
  /** Whether this service has written it, by its metadata; of other events only the stream's name could tell. */
  readonly isOurs: boolean;
  /** The last event of its append, as far as it tells. */
  readonly endsAppend: boolean;
};

/** Whether the name is reserved for streams and event types of the server itself. */
export const isSystemName = (name: string): boolean => name.startsWith('$');

/** The event of the server as the port gives it. */
export function receive({
  id,
  type,
  streamId: stream,
  revision,
  position,
  isJson,
  data,
  metadata,
}: RecordedEvent): ReceivedEvent {
  const { commit } = position!; // servers that leave it out are older than those that this adapter is for
  if (isSystemName(stream)) return { position: commit, event: null, isOurs: false, endsAppend: true };
  const isOurs = !isSystemName(type) && isEventMetadata(metadata);
  const read = { id, type, stream, revision: Number(revision), position: commit };
  // The client gives data that is no JSON as bytes or text.
  const event: ReceivedEvent['event'] = isSystemName(type)
    ? { ...read, unreadable: 'SYSTEM_EVENT' }
    : readEvent({ ...read, data: isJson ? data : null, metadata });
  return { position: commit, event, isOurs, endsAppend: !isOurs || metadata.part === metadata.of };
}

/** The event, if it is one of ours that can be read. */
export function toRecorded(event: RecordedEvent): Recorded | null {
  const received = receive(event).event;
  return received && !isUnreadable(received) ? received : null;
}
