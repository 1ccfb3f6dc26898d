import { NO_STREAM } from '@app/kernel';
import { WrongExpectedRevision } from '../../src/event-store';
import { idsOf, newEvents, numbered } from '../new-events';
import type { ContractContext } from './context';

/** Appends: revisions, positions, atomicity and concurrent writers. */
export function appending({ store, newStream }: ContractContext): void {
  describe('append', () => {
    it('starts a stream, and appends after the expected revision', async () => {
      const stream = newStream();
      const first = await store().append(stream, numbered(1), NO_STREAM);
      const second = await store().append(stream, numbered(2), 0);
      expect([first.revision, second.revision]).toEqual([0, 2]);
      expect(second.position).toBeGreaterThan(first.position);
      expect((await store().readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    });

    it('gives every event its own position and returns the last one', async () => {
      const stream = newStream();
      const { position } = await store().append(stream, numbered(3), NO_STREAM);
      const positions = (await store().readStream(stream)).map((event) => event.position);
      expect(new Set(positions).size).toBe(3);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
      expect(position).toBe(positions[2]);
    });

    it('stores events unchanged', async () => {
      const stream = newStream();
      const data = {
        text: 'Jóga čtvrtek 瑜伽 🧘🏽 "quoted" \\ \u0000 \u2028 \ud800',
        number: 1.5e-9,
        big: Number.MAX_SAFE_INTEGER,
        nested: [{ deep: [null, true, false, {}, []] }],
        __proto__: null,
      };
      const metadata = {
        actor: { type: 'APP' as const, id: 'billing', onBehalfOf: 'олга' },
        at: '2024-02-29T23:59:59.999Z',
        causationId: 'b8b3cf3f-5d3c-4e5c-9d46-9ab1f8fbd7c4',
        depth: 3,
        judgedOn: { 'site-yoga': 4, 'siteMember-yoga.olga': NO_STREAM },
        judgedWith: { UNKNOWN_SITE_MEMBERS: 'PUBLIC' },
      };
      const [event] = newEvents({ type: 'JógaHappened', data, metadata });
      const { position } = await store().append(stream, [event!], NO_STREAM);
      const [read] = await store().readStream(stream);
      expect(read).toEqual({ ...event, stream, revision: 0, position, at: metadata.at });
    });

    it('keeps streams apart whose names hold the ids of login providers', async () => {
      const streams = ['auth0|64f0a1', 'auth0:64f0a1', 'f:8f0c1a52:olga', 'x'.repeat(128)].map(
        (id) => `${newStream()}.${id}`,
      );
      for (const [n, stream] of streams.entries()) await store().append(stream, numbered(n + 1), NO_STREAM);
      for (const [n, stream] of streams.entries()) {
        const read = await store().readStream(stream);
        expect(read.map((event) => event.stream)).toEqual(Array<string>(n + 1).fill(stream));
      }
    });

    it('leaves out undefined fields', async () => {
      const stream = newStream();
      await store().append(stream, newEvents({ data: { kept: 1, absent: undefined } }), NO_STREAM);
      const [read] = await store().readStream(stream);
      expect(Object.keys(read!.data)).toEqual(['kept']);
    });

    it('stores ids in lower case', async () => {
      const stream = newStream();
      const [event] = numbered(1);
      await store().append(stream, [{ ...event!, id: event!.id.toUpperCase() }], NO_STREAM);
      expect(idsOf(await store().readStream(stream))).toEqual([event!.id]);
    });

    it('stores large events', async () => {
      const stream = newStream();
      const data = { text: 'ž🧘'.repeat(80_000) };
      await store().append(stream, newEvents({ data }), NO_STREAM);
      const [read] = await store().readStream(stream);
      expect(read!.data).toEqual(data);
    });

    it('lets exactly one of several writers win a revision, and gives the others the actual revision', async () => {
      const stream = newStream();
      await store().append(stream, numbered(1), NO_STREAM);
      const racing = Array.from({ length: 8 }, () => store().append(stream, numbered(2), 0));
      const outcomes = await Promise.allSettled(racing);
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(lost).toHaveLength(7);
      for (const error of lost) {
        expect(error).toBeInstanceOf(WrongExpectedRevision);
        expect(error).toMatchObject({ stream, expected: 0, actual: 2 });
      }
      expect(await store().readStream(stream)).toHaveLength(3);
    });

    it('writes to many streams concurrently, and a conflict does not affect other appends', async () => {
      const streams = Array.from({ length: 40 }, () => newStream());
      const writing = streams.map(async (stream) => {
        const wrong = store().append(stream, numbered(2), 7);
        const right = store().append(stream, numbered(3), NO_STREAM);
        await expect(wrong).rejects.toBeInstanceOf(WrongExpectedRevision);
        return right;
      });
      expect((await Promise.all(writing)).map(({ revision }) => revision)).toEqual(streams.map(() => 2));
      for (const stream of streams) {
        const events = await store().readStream(stream);
        expect(events.map(({ data }) => data)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
      }
    });
  });
}
