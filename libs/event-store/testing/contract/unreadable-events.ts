import { randomUUID } from 'node:crypto';
import { NO_STREAM, type Position } from '@app/kernel';
import type { UnreadableReason } from '../../src/unreadable-event';
import { newEvents, numbered, takeEvents } from '../new-events';
import type { ContractContext } from './context';

const { metadata } = newEvents({})[0]!;
const json = JSON.stringify;
const cases: readonly (readonly [string, UnreadableReason, { data?: string; metadata?: string; type?: string }])[] = [
  ['data that is no JSON', 'NOT_JSON', { data: '{"broken' }],
  ['binary data', 'NOT_JSON', { data: '\u0001\u0002\u001f' }],
  ['data that is no object', 'NOT_JSON', { data: '5' }],
  ['data that is a list', 'NOT_JSON', { data: '[]' }],
  ['metadata that is no JSON', 'WRONG_METADATA', { metadata: 'x' }],
  ['no metadata', 'WRONG_METADATA', { metadata: '' }],
  ['metadata that lacks something', 'WRONG_METADATA', { metadata: json({ ...metadata, actor: undefined }) }],
  ['metadata with a wrong type', 'WRONG_METADATA', { metadata: json({ ...metadata, siteId: 7 }) }],
  ['metadata with parts that do not add up', 'WRONG_METADATA', { metadata: json({ ...metadata, part: 2, of: 1 }) }],
];

/** Stored events that cannot be read: others are not affected. */
export function unreadableEvents({ store, newStream, writeRaw, canWriteRaw }: ContractContext): void {
  describe.each(cases)('an event with %s', (_, unreadable, overrides) => {
    const event = { id: randomUUID(), type: 'SomethingHappened', data: '{}', metadata: json(metadata), ...overrides };
    let stream: string;
    let after: Position | undefined;
    beforeAll(async () => {
      if (!canWriteRaw()) return;
      stream = newStream();
      after = (await store().lastPosition()) ?? undefined;
      await store().append(`${stream}a`, numbered(2), NO_STREAM);
      await writeRaw(`${stream}a`, event);
      await store().append(`${stream}a`, numbered(1), 2);
      await store().append(`${stream}b`, numbered(1), NO_STREAM);
    });
    const expected = () => ({
      id: event.id,
      type: event.type,
      stream: `${stream}a`,
      revision: 2,
      position: expect.any(BigInt) as bigint,
      unreadable,
    });

    it('comes through a subscription apart from the readable ones, which all come', async () => {
      if (!canWriteRaw()) return;
      const ending = new AbortController();
      const subscription = store().subscribe({ prefixes: [stream], after, signal: ending.signal });
      const { events, batches } = await takeEvents(subscription, 4);
      expect(events.map((each) => each.stream)).toEqual(['a', 'a', 'a', 'b'].map((name) => `${stream}${name}`));
      const found = batches.flatMap((batch) => batch.unreadable);
      expect(found).toEqual([expected()]);
      expect(found[0]!.position).toBeGreaterThan(events[1]!.position);
      expect(found[0]!.position).toBeLessThan(events[2]!.position);
      expect(batches.at(-1)!.position >= events[3]!.position).toBe(true);
    });

    it('fails reads of its stream that come to it, with an error that names it, and no others', async () => {
      if (!canWriteRaw()) return;
      for (const options of [{}, { direction: 'backwards' as const, limit: 2 }, { from: 2, limit: 1 }])
        await expect(store().readStream(`${stream}a`, options)).rejects.toMatchObject({
          name: 'EventUnreadable',
          event: expected(),
        });
      expect(await store().readStream(`${stream}a`, { limit: 2 })).toHaveLength(2);
      expect(await store().readStream(`${stream}a`, { direction: 'backwards', limit: 1 })).toHaveLength(1);
      expect(await store().readStream(`${stream}b`)).toHaveLength(1);
    });

    it('is left out of pages of all streams', async () => {
      if (!canWriteRaw()) return;
      const all = (await store().readAll({ after })).filter((each) => each.stream.startsWith(stream));
      expect(all).toHaveLength(4);
    });
  });

  it('an event that cannot be read and is the last one: subscribers catch up, at no position beyond the last', async () => {
    if (!canWriteRaw()) return;
    const stream = newStream();
    await store().append(stream, numbered(1), NO_STREAM);
    await writeRaw(stream, { id: randomUUID(), type: 'SomethingHappened', data: 'x', metadata: '' });
    const ending = new AbortController();
    const found: string[] = [];
    const { batches } = await takeEvents(store().subscribe({ prefixes: [stream], signal: ending.signal }), (batch) => {
      found.push(...batch.unreadable.map((each) => each.unreadable));
      return batch.caughtUp && found.length > 0;
    });
    expect(found).toEqual(['NOT_JSON']);
    expect(batches.at(-1)!.position <= (await store().lastPosition())!).toBe(true);
  });
}
