import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '@app/kernel';
import { EventStoreUnavailable, WrongExpectedRevision } from '../event-store';
import type { Appender } from './appender';
import { CallTimeout } from './call-timeout';
import type { EventReader } from './event-reader';

const STORE_ID_STREAM = 'eventStoreIdentity';

/**
 * The id of the store on this server: the only event of a stream. Whoever asks first appends it; expecting no stream, only
 * one can. Throws `EventStoreUnavailable`, always with outcome `NONE`: no event of the caller is affected.
 */
export async function readOrCreateStoreId(reader: EventReader, appender: Appender, deadline: number): Promise<string> {
  const stored = await readStoreId(reader, deadline);
  if (stored !== null) return stored;
  const id = randomUUID();
  const event = { id: randomUUID(), type: 'EventStoreIdentified', data: { id }, metadata: {} };
  try {
    await appender.append({ stream: STORE_ID_STREAM, events: [event], expected: NO_STREAM });
    return id;
  } catch (error) {
    if (error instanceof EventStoreUnavailable && error.outcome === 'UNKNOWN')
      throw new EventStoreUnavailable(error.message, 'NONE', { cause: error });
    if (!(error instanceof WrongExpectedRevision)) throw error;
    return (await readStoreId(reader, deadline))!;
  }
}

async function readStoreId(reader: EventReader, deadline: number): Promise<string | null> {
  const [event] = await reader.readClientEvents(STORE_ID_STREAM, { limit: 1 }, new CallTimeout(deadline));
  if (!event) return null;
  const { id } = (event.data ?? {}) as { readonly id?: unknown };
  if (typeof id !== 'string') throw new EventStoreUnavailable(`${STORE_ID_STREAM} holds something else than an id`);
  return id;
}
