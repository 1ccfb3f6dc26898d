import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '@app/kernel';
import { EventStoreUnavailable, WrongExpectedRevision } from '../event-store';
import type { Appender } from './appender';
import { Clock } from './clock';
import type { Pages } from './pages';

const STREAM = 'eventStoreIdentity';

/** The id that this server was given by whoever asked first: the only event of a stream, which only one can start. */
export async function identityOf(pages: Pages, appender: Appender, deadline: number): Promise<string> {
  const stored = await read(pages, deadline);
  if (stored !== null) return stored;
  const id = randomUUID();
  const event = { id: randomUUID(), type: 'EventStoreIdentified', data: { id }, metadata: {} };
  try {
    await appender.append({ stream: STREAM, events: [event], expected: NO_STREAM });
    return id;
  } catch (error) {
    if (error instanceof EventStoreUnavailable && error.outcome === 'UNKNOWN')
      throw new EventStoreUnavailable(error.message, 'NONE', { cause: error }); // nothing of the caller's is in doubt
    if (!(error instanceof WrongExpectedRevision)) throw error;
    return (await read(pages, deadline))!;
  }
}

async function read(pages: Pages, deadline: number): Promise<string | null> {
  const [event] = await pages.raw(STREAM, { limit: 1 }, new Clock(deadline));
  return event ? (event.data as { id: string }).id : null;
}
