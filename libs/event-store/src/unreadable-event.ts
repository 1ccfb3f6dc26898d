import type { EventMetadata, Recorded } from '@app/kernel';

/**
 * Why a stored event cannot be read.
 * `NOT_JSON`: its data is no JSON object. `WRONG_METADATA`: its metadata is not what this service stores.
 * `SYSTEM_EVENT`: the server's own, such as a link, in a stream of ours.
 * `UNKNOWN_TYPE`: its stream does not hold such events in this build; a newer one may have written it.
 * `UPCAST_FAILED`: its type is a former one, and its data could not be turned into today's.
 */
export type UnreadableReason = 'NOT_JSON' | 'WRONG_METADATA' | 'SYSTEM_EVENT' | 'UNKNOWN_TYPE' | 'UPCAST_FAILED';

/** A stored event that cannot be read: where it is, and why. */
export type UnreadableEvent = Pick<Recorded, 'id' | 'type' | 'stream' | 'revision' | 'position'> & {
  readonly unreadable: UnreadableReason;
};

/** An event that can be read as it is stored, but not by this build. */
export const unreadable = (
  { id, type, stream, revision, position }: Recorded,
  reason: UnreadableReason,
): UnreadableEvent => ({ id, type, stream, revision, position, unreadable: reason });

/**
 * A stream cannot be read past an event of it. Unlike `EventStoreUnavailable` this does not end by itself: not before
 * another build reads the stream, or an operator has mended the store.
 */
export class EventUnreadable extends Error {
  override readonly name = 'EventUnreadable';
  constructor(readonly event: UnreadableEvent) {
    super(`event ${event.id} (${event.type}), revision ${event.revision}, cannot be read: ${event.unreadable}`);
  }
}

/** An event that was stored under a type, as its store gives it: data and metadata may be anything. */
type StoredFields = Pick<Recorded, 'id' | 'type' | 'stream' | 'revision' | 'position'> & {
  readonly data: unknown;
  readonly metadata: unknown;
};

/** The event if its data is an object and its metadata is complete; otherwise why it cannot be read. */
export function readEvent({ data, metadata, ...event }: StoredFields): Recorded | UnreadableEvent {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { ...event, unreadable: 'NOT_JSON' };
  if (!isEventMetadata(metadata)) return { ...event, unreadable: 'WRONG_METADATA' };
  return { ...event, data, at: metadata.at, metadata };
}

export const isUnreadable = (event: Recorded | UnreadableEvent): event is UnreadableEvent => 'unreadable' in event;

/** These events. Throws `EventUnreadable` for the first that cannot be read. */
export function allReadable(events: readonly (Recorded | UnreadableEvent)[]): Recorded[] {
  return events.map((event) => {
    if (isUnreadable(event)) throw new EventUnreadable(event);
    return event;
  });
}

/** The readable events, and the others. */
export function separate(all: readonly (Recorded | UnreadableEvent)[]) {
  const events: Recorded[] = [];
  const unreadable: UnreadableEvent[] = [];
  for (const event of all)
    if (isUnreadable(event)) unreadable.push(event);
    else events.push(event);
  return { events, unreadable };
}

/** Whether this is the metadata of an event that an `EventStore` has appended. */
export function isEventMetadata(value: unknown): value is EventMetadata {
  if (typeof value !== 'object' || value === null) return false;
  const { actor, depth, part, of, ...texts } = value as Readonly<Record<string, unknown>>;
  return (
    typeof actor === 'object' &&
    actor !== null &&
    isText((actor as Readonly<Record<string, unknown>>).type) &&
    isText((actor as Readonly<Record<string, unknown>>).id) &&
    ['siteId', 'at', 'commandId', 'correlationId'].every((name) => isText(texts[name])) &&
    isCount(depth) &&
    isCount(part) &&
    isCount(of) &&
    part >= 1 &&
    part <= of
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The value of a JSON text; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
