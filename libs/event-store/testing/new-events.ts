import { randomUUID } from 'node:crypto';
import type { EventMetadata, Recorded } from '@app/kernel';
import type { Batch, NewEvent } from '../src/event-store';

type EventOverrides = { readonly type?: string; readonly data?: object; readonly metadata?: Partial<EventMetadata> };

/** The events of one append, in order: one for each argument, with new ids and complete metadata. */
export function newEvents(...overrides: readonly EventOverrides[]): NewEvent[] {
  const commandId = randomUUID();
  return overrides.map(({ type = 'SomethingHappened', data = {}, metadata }, n) => ({
    id: randomUUID(),
    type,
    data,
    metadata: {
      actor: { type: 'MEMBER', id: 'olga' },
      siteId: 'yoga',
      at: '2024-05-01T10:00:00.000Z',
      commandId,
      correlationId: commandId,
      depth: 0,
      part: n + 1,
      of: overrides.length,
      ...metadata,
    },
  }));
}

/** The events of one append, whose `data.n` are 0, 1, … */
export const numbered = (count: number): NewEvent[] =>
  newEvents(...Array.from({ length: count }, (_, n) => ({ data: { n } })));

/** The ids of events, to compare which events they are and their order. */
export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

/** Reads a subscription until it has given that many events, or the first batch for which `until` is true. */
export async function takeEvents(
  batches: AsyncIterable<Batch>,
  until: number | ((batch: Batch) => boolean),
): Promise<{ events: Recorded[]; batches: Batch[] }> {
  const taken: { events: Recorded[]; batches: Batch[] } = { events: [], batches: [] };
  for await (const batch of batches) {
    taken.batches.push(batch);
    taken.events.push(...batch.events);
    if (typeof until === 'number' ? taken.events.length >= until : until(batch)) break;
  }
  return taken;
}
