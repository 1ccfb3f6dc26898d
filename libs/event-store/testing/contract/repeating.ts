import { NO_STREAM } from '@app/kernel';
import { WrongExpectedRevision, type AppendResult, type NewEvent } from '../../src/event-store';
import { idsOf, newEvents, numbered } from '../new-events';
import type { ContractContext } from './context';

/** Idempotent appends: a repeat has the same event ids, at the same expected revision of the same stream. */
export function repeating({ store, newStream }: ContractContext): void {
  type FirstAppend = { stream: string; events: NewEvent[]; first: AppendResult };
  const appended = async (): Promise<FirstAppend> => {
    const [stream, events] = [newStream(), numbered(3)];
    return { stream, events, first: await store().append(stream, events, NO_STREAM) };
  };

  describe('a repeated append', () => {
    it('gives the first result and writes nothing', async () => {
      const { stream, events, first } = await appended();
      expect(await store().append(stream, events, NO_STREAM)).toEqual(first);
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf(events));
    });

    it('is recognised when later events follow, and at any revision', async () => {
      const { stream, events, first } = await appended();
      const later = numbered(2);
      const second = await store().append(stream, later, 2);
      await store().append(stream, numbered(1), 4);
      expect(await store().append(stream, events, NO_STREAM)).toEqual(first);
      expect(await store().append(stream, later, 2)).toEqual(second);
      expect(await store().readStream(stream)).toHaveLength(6);
    });

    it('is recognised while the first one is still in flight', async () => {
      const [stream, events] = [newStream(), numbered(2)];
      const results = await Promise.all([
        store().append(stream, events, NO_STREAM),
        store().append(stream, events, NO_STREAM),
      ]);
      expect(results[1]).toEqual(results[0]);
      expect(await store().readStream(stream)).toHaveLength(2);
    });

    it('keeps the data of the first one', async () => {
      const { stream, events, first } = await appended();
      const changed = events.map((event) => ({ ...event, data: { changed: true } }));
      expect(await store().append(stream, changed, NO_STREAM)).toEqual(first);
      expect((await store().readStream(stream)).map(({ data }) => data)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    });

    it('may be the first part of an append, and gives the revision and position of that part', async () => {
      const { stream, events } = await appended();
      const stored = await store().readStream(stream);
      const again = await store().append(stream, events.slice(0, 2), NO_STREAM);
      expect(again).toEqual({ revision: 1, position: stored[1]!.position });
      expect(await store().readStream(stream)).toHaveLength(3);
    });

    const others: [string, (events: NewEvent[]) => NewEvent[], expected: number][] = [
      ['stored events followed by a new one', (events) => [...events, ...numbered(1)], NO_STREAM],
      ['a new event followed by stored ones', (events) => [...numbered(1), ...events], NO_STREAM],
      ['a part that does not start at the revision', (events) => events.slice(1), NO_STREAM],
      ['stored events at a revision in between', (events) => events, 0],
      ['stored events in another order', (events) => [events[1]!, events[0]!], NO_STREAM],
      ['a new event', () => newEvents({}), NO_STREAM],
    ];
    it.each(others)('is not: %s', async (_, pick, expected) => {
      const { stream, events } = await appended();
      const refused = store().append(stream, pick(events), expected);
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await store().readStream(stream)).toHaveLength(3);
    });

    it('is not: the same ids at the current revision', async () => {
      const { stream, events } = await appended();
      expect(await store().append(stream, events, 2)).toMatchObject({ revision: 5 });
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf([...events, ...events]));
    });

    it('is not: the same ids in another stream', async () => {
      const { events, first } = await appended();
      const elsewhere = newStream();
      const second = await store().append(elsewhere, events, NO_STREAM);
      expect(second.position).toBeGreaterThan(first.position);
      expect(idsOf(await store().readStream(elsewhere))).toEqual(idsOf(events));
    });
  });
}
