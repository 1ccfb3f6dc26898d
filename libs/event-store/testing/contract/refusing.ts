import { NO_STREAM } from '@app/kernel';
import { AppendTooLarge, MAX_APPEND_BYTES, type NewEvent } from '../../src/event-store';
import { newEvents, numbered } from '../new-events';
import type { ContractContext } from './context';

/** Appends that are refused, and their errors. */
export function refusing({ store, newStream }: ContractContext): void {
  describe('append refuses', () => {
    it.each([
      ['an existing stream that was expected not to exist', NO_STREAM],
      ['a stream at a higher revision', 0],
      ['a stream at a lower revision', 2],
    ])('%s', async (_, expected) => {
      const stream = newStream();
      await store().append(stream, numbered(2), NO_STREAM);
      const refused = store().append(stream, numbered(2), expected);
      await expect(refused).rejects.toMatchObject({ name: 'WrongExpectedRevision', stream, expected, actual: 1 });
      expect(await store().readStream(stream)).toHaveLength(2);
    });

    it('a missing stream that was expected to exist', async () => {
      const refused = store().append(newStream(), numbered(1), 0);
      await expect(refused).rejects.toMatchObject({ name: 'WrongExpectedRevision', expected: 0, actual: NO_STREAM });
    });

    const valid = numbered(1)[0]!;
    const malformed: [string, (stream: string) => [stream: string, events: NewEvent[], expected: number]][] = [
      ['no events', (stream) => [stream, [], NO_STREAM]],
      ['an empty stream name', () => ['', [valid], NO_STREAM]],
      ['an empty event type', (stream) => [stream, [valid, { ...valid, type: '' }], NO_STREAM]],
      ['an id that is no UUID', (stream) => [stream, [valid, { ...valid, id: 'olga' }], NO_STREAM]],
      ['an invalid revision', (stream) => [stream, [valid], -2]],
    ];
    it.each(malformed)('%s', async (_, request) => {
      const stream = newStream();
      await expect(store().append(...request(stream))).rejects.toBeInstanceOf(TypeError);
      expect(await store().readStream(stream)).toEqual([]);
    });

    it('more data than one append may hold, counted in bytes over all its events', async () => {
      const overhead = Buffer.byteLength(JSON.stringify({ text: '' }));
      const half = 'é'.repeat(200_000) + 'e'.repeat(MAX_APPEND_BYTES / 2 - overhead - 400_000);
      const [full, over] = [newStream(), newStream()];
      const fits = newEvents({ data: { text: half } }, { data: { text: half } });
      const tooMuch = newEvents({ data: { text: half } }, { data: { text: `${half}e` } });
      await expect(store().append(over, tooMuch, NO_STREAM)).rejects.toBeInstanceOf(AppendTooLarge);
      expect(await store().readStream(over)).toEqual([]);
      await expect(store().append(full, fits, NO_STREAM)).resolves.toMatchObject({ revision: 1 });
    });
  });
}
