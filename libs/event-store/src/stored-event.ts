import { NO_STREAM, type Position, type Recorded } from '@app/kernel';
import { validate as isUuid } from 'uuid';
import { AppendTooLarge, MAX_APPEND_BYTES, type NewEvent } from './event-store';
import { parseJson, readEvent, type UnreadableEvent } from './unreadable-event';

/** An event as it is written: data and metadata are JSON text. */
export type EncodedEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
};

/** An event as an embedded store keeps it. `endsAppend`: the last one of its append. */
export type StoredEvent = EncodedEvent & {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly endsAppend: boolean;
};

/**
 * Validates an append and encodes its events; ids come out in lower case. Every store calls this first.
 * Throws `TypeError` for no events, an id that is no UUID, an empty stream name or type (or one with a NUL, which not
 * every store gives back), or an `expected` that is no revision; `AppendTooLarge` above `MAX_APPEND_BYTES` of data.
 */
export function encode(stream: string, events: readonly NewEvent[], expected: number): EncodedEvent[] {
  if (!isName(stream)) throw new TypeError('the name of a stream is text that is not empty');
  if (!Number.isSafeInteger(expected) || expected < NO_STREAM) throw new TypeError(`${expected} is not a revision`);
  if (events.length === 0) throw new TypeError('an append needs at least one event');
  const encoded = events.map(encodeOne);
  const bytes = encoded.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(bytes);
  return encoded;
}

/** A stored event as readers get it. Each call makes a new copy. */
export const decode = ({ endsAppend: _, data, metadata, ...event }: StoredEvent): Recorded | UnreadableEvent =>
  readEvent({ ...event, data: parseJson(data), metadata: parseJson(metadata) });

function encodeOne({ id, type, data, metadata }: NewEvent): EncodedEvent {
  if (!isUuid(id)) throw new TypeError('the id of an event is a UUID');
  if (!isName(type)) throw new TypeError('the type of an event is text that is not empty');
  return { id: id.toLowerCase(), type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

const isName = (name: string): boolean => name !== '' && !name.includes('\0');
