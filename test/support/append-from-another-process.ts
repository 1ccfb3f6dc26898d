import { randomUUID } from 'node:crypto';
import type { EventStore } from '@app/event-store';
import { type Event, NO_STREAM } from '@app/kernel';

/**
 * Appends an event as another process of the service would, at the same moment or just before it ended. No policy of this
 * process runs at once for it: they run when the subscription delivers the event.
 */
export async function appendFromAnotherProcess(
  store: EventStore,
  siteId: string,
  stream: string,
  event: Event,
): Promise<void> {
  const [id, actor] = [randomUUID(), { type: 'APP' as const, id: 'elsewhere' }];
  const at = new Date().toISOString();
  const metadata = { actor, siteId, at, commandId: id, correlationId: id, depth: 0, part: 1, of: 1 };
  const revision = (await store.readStream(stream)).at(-1)?.revision ?? NO_STREAM;
  await store.append(stream, [{ ...event, id, metadata }], revision);
}
