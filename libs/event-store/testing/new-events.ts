import { randomUUID } from 'node:crypto';
import type { EventMetadata, Recorded } from '@app/kernel';
import type { Batch, NewEvent } from '../src/event-store';

type Sample = { readonly type?: string; readonly data?: object; readonly metadata?: Partial<EventMetadata> };

/** The events of one append, in order: one for each sample, with ids of their own and their place in the append. */
export function newEvents(...samples: readonly Sample[]): NewEvent[] {
  const commandId = randomUUID();
  return samples.map(({ type = 'SomethingHappened', data = {}, metadata }, n) => ({
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
      of: samples.length,
      ...metadata,
    },
  }));
}

/** One append of that many events, told apart by `data.n`: 0, 1, … */
export const numbered = (count: number): NewEvent[] =>
  newEvents(...Array.from({ length: count }, (_, n) => ({ data: { n } })));

/** The ids of events, which is enough to tell whether they are the same and in the same order. */
export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

/** Follows a subscription until it has given that many events, or, with `until`, to the first batch that fits. */
export async function taking(
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
