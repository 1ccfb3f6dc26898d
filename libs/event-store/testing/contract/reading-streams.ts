import { NO_STREAM } from '@app/kernel';
import type { ReadStreamOptions } from '../../src/event-store';
import { idsOf, numbered } from '../new-events';
import type { ContractContext } from './context';

/** Pages of one stream. */
export function readingStreams({ store, newStream }: ContractContext): void {
  describe('readStream', () => {
    it.each<[string, ReadStreamOptions, number[]]>([
      ['everything, forwards', {}, [0, 1, 2, 3, 4]],
      ['everything, backwards', { direction: 'backwards' }, [4, 3, 2, 1, 0]],
      ['from a revision on, inclusive', { from: 2 }, [2, 3, 4]],
      ['backwards from a revision, inclusive', { from: 2, direction: 'backwards' }, [2, 1, 0]],
      ['at most as many events as the limit', { limit: 2 }, [0, 1]],
      ['at most as many events as the limit, from a revision', { from: 1, limit: 2 }, [1, 2]],
      ['the last events', { direction: 'backwards', limit: 2 }, [4, 3]],
      ['nothing from beyond the end', { from: 5 }, []],
      ['everything backwards from beyond the end', { from: 99, direction: 'backwards' }, [4, 3, 2, 1, 0]],
      ['everything when that is less than the limit', { limit: 99 }, [0, 1, 2, 3, 4]],
    ])('gives %s', async (_, options, revisions) => {
      const stream = newStream();
      await store().append(stream, numbered(5), NO_STREAM);
      const events = await store().readStream(stream, options);
      expect(events.map(({ revision, data }) => [revision, data])).toEqual(revisions.map((n) => [n, { n }]));
    });

    it('gives nothing for a stream that does not exist', async () => {
      expect(await store().readStream(newStream())).toEqual([]);
      expect(await store().readStream(newStream(), { direction: 'backwards', from: 3 })).toEqual([]);
    });

    it('does not take a name for a prefix or a pattern', async () => {
      const stream = newStream();
      await store().append(`${stream}a`, numbered(1), NO_STREAM);
      expect(await store().readStream(stream)).toEqual([]);
      expect(await store().readStream(`${stream}%`)).toEqual([]);
    });

    it('has a default limit of 1000 events', async () => {
      const stream = newStream();
      const events = numbered(1050);
      await store().append(stream, events, NO_STREAM);
      expect(idsOf(await store().readStream(stream))).toEqual(idsOf(events.slice(0, 1000)));
      expect(idsOf(await store().readStream(stream, { limit: 1049 }))).toEqual(idsOf(events.slice(0, 1049)));
      const backwards = await store().readStream(stream, { direction: 'backwards', limit: 350 });
      expect(idsOf(backwards)).toEqual(idsOf(events.slice(-350).reverse()));
    });

    it.each([0, -1, NaN])('refuses a limit of %d', async (limit) => {
      await expect(store().readStream(newStream(), { limit })).rejects.toBeInstanceOf(RangeError);
    });
  });
}
