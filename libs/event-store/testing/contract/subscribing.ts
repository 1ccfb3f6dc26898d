import { endsItsAppend, NO_STREAM, type Recorded } from '@app/kernel';
import type { Batch, SubscribeOptions } from '../../src/event-store';
import { idsOf, numbered, takeEvents } from '../new-events';
import type { ContractContext } from './context';

/** Following everything, from a position on and for ever. */
export function subscribing({ store, newStream }: ContractContext): void {
  describe('subscribe', () => {
    let ending: AbortController;
    beforeEach(() => (ending = new AbortController()));
    afterEach(() => ending.abort());
    const following = (options: Omit<SubscribeOptions, 'signal'>) =>
      store().subscribe({ ...options, signal: ending.signal });

    it('gives what is there from the start, then what comes', async () => {
      const stream = newStream();
      const [past, live] = [numbered(2), numbered(3)];
      await store().append(stream, past, NO_STREAM);
      const seen: string[] = [];
      for await (const { events, caughtUp } of following({ prefixes: [stream] })) {
        seen.push(...idsOf(events));
        if (caughtUp && seen.length === 2) await store().append(stream, live, 1);
        if (seen.length >= 5) break;
      }
      expect(seen).toEqual(idsOf([...past, ...live]));
    });

    it('begins behind a position', async () => {
      const stream = newStream();
      const first = await store().append(stream, numbered(2), NO_STREAM);
      const later = numbered(2);
      await store().append(stream, later, 1);
      const { events } = await takeEvents(following({ prefixes: [stream], after: first.position }), 2);
      expect(idsOf(events)).toEqual(idsOf(later));
      expect(events).toEqual(await store().readStream(stream, { from: 2 }));
    });

    it('gives only streams with one of the prefixes, and moves on for the others', async () => {
      const [one, two, three] = [newStream(), newStream(), newStream()];
      const after = (await store().lastPosition()) ?? undefined;
      await store().append(`${one}a`, numbered(1), NO_STREAM);
      await store().append(`${two}a`, numbered(1), NO_STREAM);
      await store().append(`x${one}`, numbered(1), NO_STREAM);
      await store().append(three, numbered(1), NO_STREAM);
      const { position } = await store().append(`${one}b`, numbered(1), NO_STREAM);
      const { events, batches } = await takeEvents(
        following({ prefixes: [one, three], after }),
        (batch) => batch.position >= position,
      );
      expect(events.map(({ stream }) => stream)).toEqual([`${one}a`, three, `${one}b`]);
      for (const batch of batches) expect(batch.position >= (batch.events.at(-1)?.position ?? 0n)).toBe(true);
    });

    it('tells that it has caught up, also when nothing matched', async () => {
      const { position } = await store().append(newStream(), numbered(1), NO_STREAM);
      const { events, batches } = await takeEvents(following({ prefixes: [newStream()] }), (batch) => batch.caughtUp);
      expect(events).toEqual([]);
      expect(batches.at(-1)!.position >= position).toBe(true);
    });

    it('ends its batches only after the last event of an append', async () => {
      const stream = newStream();
      const after = (await store().lastPosition()) ?? undefined;
      const appends = [2, 4, 1, 3].map(numbered);
      let expected = NO_STREAM;
      for (const events of appends) ({ revision: expected } = await store().append(stream, events, expected));
      const { events, batches } = await takeEvents(following({ prefixes: [stream], after, limit: 3 }), 10);
      expect(idsOf(events)).toEqual(idsOf(appends.flat()));
      for (const { events: some } of batches) {
        expect(some.length).toBeLessThanOrEqual(3 - 1 + 4);
        expect(some.length === 0 || endsItsAppend(some.at(-1)!)).toBe(true);
      }
    });

    it('goes on from the position of any batch without a gap and without a repeat', async () => {
      const [stream, noise] = [newStream(), newStream()];
      let after = (await store().lastPosition()) ?? undefined;
      const appends = [1, 3, 2, 1, 2].map(numbered);
      let expected = NO_STREAM;
      for (const events of appends) {
        await store().append(`${noise}${expected}`, numbered(2), NO_STREAM);
        ({ revision: expected } = await store().append(stream, events, expected));
      }
      const walked: Recorded[] = [];
      while (walked.length < 9) {
        const { batches } = await takeEvents(following({ prefixes: [stream], after, limit: 1 }), () => true);
        walked.push(...batches[0]!.events);
        after = batches[0]!.position;
      }
      expect(idsOf(walked)).toEqual(idsOf(appends.flat()));
    });

    it('gives every subscriber everything, in one order, while many write', async () => {
      const prefix = newStream();
      const after = (await store().lastPosition()) ?? undefined;
      const followers = Array.from({ length: 12 }, () => takeEvents(following({ prefixes: [prefix], after }), 300));
      const writers = Array.from({ length: 20 }, async (_, n) => {
        for (let round = 0; round < 5; round += 1) await store().append(`${prefix}${n}`, numbered(3), round * 3 - 1);
      });
      await Promise.all(writers);
      const seen = (await Promise.all(followers)).map(({ events }) => events);
      const all = (await store().readAll({ after, limit: 2000 })).filter(({ stream }) => stream.startsWith(prefix));
      expect(all).toHaveLength(300);
      for (const events of seen) expect(events.map(({ position }) => position)).toEqual(all.map((e) => e.position));
    });

    it('ends without an error when the signal says so, also while nothing happens', async () => {
      const waiting = takeEvents(following({ prefixes: [newStream()] }), ({ caughtUp }) => {
        if (caughtUp) setImmediate(() => ending.abort());
        return false;
      });
      await expect(waiting).resolves.toMatchObject({ events: [] });
    });

    it('gives nothing when the signal has come before it', async () => {
      ending.abort();
      expect((await takeEvents(following({}), 1)).batches).toEqual([]);
    });

    it('gives no further batch once the signal has come', async () => {
      const stream = newStream();
      await store().append(stream, numbered(1), NO_STREAM);
      await store().append(stream, numbered(1), 0);
      const batches: Batch[] = [];
      for await (const batch of following({ prefixes: [stream], limit: 1 })) {
        if (batch.events.length === 0) continue;
        batches.push(batch);
        ending.abort();
      }
      expect(batches).toHaveLength(1);
    });
  });
}
