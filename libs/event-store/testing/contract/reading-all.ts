import { endsItsAppend, NO_STREAM, type Position, type Recorded } from '@app/kernel';
import { idsOf, numbered } from '../new-events';
import type { ContractContext } from './context';

/** Pages of all streams. Others may be writing to the same store, so only the test's own events are compared. */
export function readingAll({ store, newStream }: ContractContext): void {
  const lastPosition = async (): Promise<Position | undefined> => (await store().lastPosition()) ?? undefined;

  describe('readAll', () => {
    it('gives the events of all streams after a position, in the order of their commits', async () => {
      const [one, other] = [newStream(), newStream()];
      const [first, second, third] = [numbered(2), numbered(1), numbered(2)];
      const after = await lastPosition();
      await store().append(one, first, NO_STREAM);
      const middle = await store().append(other, second, NO_STREAM);
      await store().append(one, third, 1);
      const ours = (events: readonly Recorded[]) => events.filter(({ stream }) => [one, other].includes(stream));
      const all = await store().readAll({ after });
      expect(idsOf(ours(all))).toEqual(idsOf([...first, ...second, ...third]));
      expect(ours(all)).toEqual([
        ...(await store().readStream(one, { limit: 2 })),
        ...(await store().readStream(other)),
        ...(await store().readStream(one, { from: 2 })),
      ]);
      expect(idsOf(ours(await store().readAll({ after: middle.position })))).toEqual(idsOf(third));
    });

    it('starts with the first event by default', async () => {
      await store().append(newStream(), numbered(1), NO_STREAM);
      const [first] = await store().readAll({ limit: 1 });
      const [second] = await store().readAll({ after: first!.position, limit: 1 });
      expect(second === undefined || second.position > first!.position).toBe(true);
    });

    it('ends pages only after the last event of an append, and neither skips nor repeats events', async () => {
      const stream = newStream();
      let after = await lastPosition();
      const appends = [3, 1, 5, 2, 4].map(numbered);
      let expected = NO_STREAM;
      for (const events of appends) ({ revision: expected } = await store().append(stream, events, expected));
      const read: Recorded[] = [];
      for (;;) {
        const page = await store().readAll({ after, limit: 2 });
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(2 - 1 + 5);
        expect(endsItsAppend(page.at(-1)!)).toBe(true);
        after = page.at(-1)!.position;
        read.push(...page.filter((event) => event.stream === stream));
      }
      expect(idsOf(read)).toEqual(idsOf(appends.flat()));
    });

    it('gives an append that is larger than the limit as a whole', async () => {
      const after = await lastPosition();
      const [stream, events] = [newStream(), numbered(1150)];
      await store().append(stream, events, NO_STREAM);
      const page = await store().readAll({ after });
      expect(idsOf(page.filter((event) => event.stream === stream))).toEqual(idsOf(events));
    });

    it('gives nothing after the last position', async () => {
      const stream = newStream();
      const { position } = await store().append(stream, numbered(2), NO_STREAM);
      const last = await store().lastPosition();
      expect(last! >= position).toBe(true);
      const page = await store().readAll({ after: last! });
      expect(page.filter((event) => event.stream === stream)).toEqual([]);
    });

    it('refuses a limit of 0', async () => {
      await expect(store().readAll({ limit: 0 })).rejects.toBeInstanceOf(RangeError);
    });
  });
}
