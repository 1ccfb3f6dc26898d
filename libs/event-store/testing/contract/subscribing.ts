import { endsItsAppend, NO_STREAM, type Recorded } from '@app/kernel';
import type { Batch, SubscribeOptions } from '../../src/event-store';
import { idsOf, numbered, takeEvents } from '../new-events';
import type { ContractContext } from './context';

/** Catch-up subscriptions. */
export function subscribing({ store, newStream }: ContractContext): void {
  describe('subscribe', () => {
    let ending: AbortController;
    beforeEach(() => (ending = new AbortController()));
    afterEach(() => ending.abort());
    const subscribe = (options: Omit<SubscribeOptions, 'signal'>) =>
      store().subscribe({ ...options, signal: ending.signal });

    it('gives stored events, then new ones', async () => {
      const stream = newStream();
      const [past, live] = [numbered(2), numbered(3)];
      await store().append(stream, past, NO_STREAM);
      const received: string[] = [];
      for await (const { events, caughtUp } of subscribe({ prefixes: [stream] })) {
        received.push(...idsOf(events));
        if (caughtUp && received.length === 2) await store().append(stream, live, 1);
        if (received.length >= 5) break;
      }
      expect(received).toEqual(idsOf([...past, ...live]));
    });

    it('starts after a position', async () => {
      const stream = newStream();
      const first = await store().append(stream, numbered(2), NO_STREAM);
      const later = numbered(2);
      await store().append(stream, later, 1);
      const { events } = await takeEvents(subscribe({ prefixes: [stream], after: first.position }), 2);
      expect(idsOf(events)).toEqual(idsOf(later));
      expect(events).toEqual(await store().readStream(stream, { from: 2 }));
    });

    it('gives only streams with one of the prefixes, and its position moves past the others', async () => {
      const [one, two, three] = [newStream(), newStream(), newStream()];
      const after = (await store().lastPosition()) ?? undefined;
      await store().append(`${one}a`, numbered(1), NO_STREAM);
      await store().append(`${two}a`, numbered(1), NO_STREAM);
      await store().append(`x${one}`, numbered(1), NO_STREAM);
      await store().append(three, numbered(1), NO_STREAM);
      const { position } = await store().append(`${one}b`, numbered(1), NO_STREAM);
      const { events, batches } = await takeEvents(
        subscribe({ prefixes: [one, three], after }),
        (batch) => batch.position >= position,
      );
      expect(events.map(({ stream }) => stream)).toEqual([`${one}a`, three, `${one}b`]);
      for (const batch of batches) expect(batch.position >= (batch.events.at(-1)?.position ?? 0n)).toBe(true);
    });

    it('reports that it has caught up, also when nothing matched', async () => {
      const { position } = await store().append(newStream(), numbered(1), NO_STREAM);
      const { events, batches } = await takeEvents(subscribe({ prefixes: [newStream()] }), (batch) => batch.caughtUp);
      expect(events).toEqual([]);
      expect(batches.at(-1)!.position >= position).toBe(true);
    });

    it('ends batches only after the last event of an append', async () => {
      const stream = newStream();
      const after = (await store().lastPosition()) ?? undefined;
      const appends = [2, 4, 1, 3].map(numbered);
      let expected = NO_STREAM;
      for (const events of appends) ({ revision: expected } = await store().append(stream, events, expected));
      const { events, batches } = await takeEvents(subscribe({ prefixes: [stream], after, limit: 3 }), 10);
      expect(idsOf(events)).toEqual(idsOf(appends.flat()));
      for (const { events: some } of batches) {
        expect(some.length).toBeLessThanOrEqual(3 - 1 + 4);
        expect(some.length === 0 || endsItsAppend(some.at(-1)!)).toBe(true);
      }
    });

    it('can be resumed after any batch without gaps or repeats', async () => {
      const [stream, noise] = [newStream(), newStream()];
      let after = (await store().lastPosition()) ?? undefined;
      const appends = [1, 3, 2, 1, 2].map(numbered);
      let expected = NO_STREAM;
      for (const events of appends) {
        await store().append(`${noise}${expected}`, numbered(2), NO_STREAM);
        ({ revision: expected } = await store().append(stream, events, expected));
      }
      const read: Recorded[] = [];
      while (read.length < 9) {
        const { batches } = await takeEvents(subscribe({ prefixes: [stream], after, limit: 1 }), () => true);
        read.push(...batches[0]!.events);
        after = batches[0]!.position;
      }
      expect(idsOf(read)).toEqual(idsOf(appends.flat()));
    });

    it('gives every subscriber all events in the same order, under many writers', async () => {
      const prefix = newStream();
      const after = (await store().lastPosition()) ?? undefined;
      const subscribers = Array.from({ length: 12 }, () => takeEvents(subscribe({ prefixes: [prefix], after }), 300));
      const writers = Array.from({ length: 20 }, async (_, n) => {
        for (let round = 0; round < 5; round += 1) await store().append(`${prefix}${n}`, numbered(3), round * 3 - 1);
      });
      await Promise.all(writers);
      const received = (await Promise.all(subscribers)).map(({ events }) => events);
      const all = (await store().readAll({ after, limit: 2000 })).filter(({ stream }) => stream.startsWith(prefix));
      expect(all).toHaveLength(300);
      for (const events of received) expect(events.map(({ position }) => position)).toEqual(all.map((e) => e.position));
    });

    it('ends without an error when the signal aborts, also while it waits', async () => {
      const waiting = takeEvents(subscribe({ prefixes: [newStream()] }), ({ caughtUp }) => {
        if (caughtUp) setImmediate(() => ending.abort());
        return false;
      });
      await expect(waiting).resolves.toMatchObject({ events: [] });
    });

    it('gives nothing when the signal is already aborted', async () => {
      ending.abort();
      expect((await takeEvents(subscribe({}), 1)).batches).toEqual([]);
    });

    it('gives no further batch once the signal has aborted', async () => {
      const stream = newStream();
      await store().append(stream, numbered(1), NO_STREAM);
      await store().append(stream, numbered(1), 0);
      const batches: Batch[] = [];
      for await (const batch of subscribe({ prefixes: [stream], limit: 1 })) {
        if (batch.events.length === 0) continue;
        batches.push(batch);
        ending.abort();
      }
      expect(batches).toHaveLength(1);
    });
  });
}
