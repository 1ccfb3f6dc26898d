import { getEventListeners } from 'node:events';
import { newEvents, numbered, takeEvents } from '../testing/new-events';
import { NO_STREAM } from '@app/kernel';
import { InMemoryEventStore } from './in-memory/in-memory-event-store';

describe('a subscription to an embedded store', () => {
  let store: InMemoryEventStore;
  let ending: AbortController;
  beforeEach(() => {
    store = new InMemoryEventStore();
    ending = new AbortController();
  });
  const listeners = () => getEventListeners(ending.signal, 'abort').length;

  it('tells a subscriber of an empty store that it has caught up', async () => {
    const { batches } = await takeEvents(store.subscribe({ signal: ending.signal }), 0);
    expect(batches).toEqual([{ events: [], unreadable: [], position: 0n, caughtUp: true }]);
  });

  it('gives an empty caught-up batch when it starts beyond the last event', async () => {
    const { batches } = await takeEvents(store.subscribe({ after: 7n, signal: ending.signal }), 0);
    expect(batches).toEqual([{ events: [], unreadable: [], position: 7n, caughtUp: true }]);
  });

  it('leaves no listener behind when the iteration is left or ended', async () => {
    await store.append('a', numbered(1), NO_STREAM);
    await takeEvents(store.subscribe({ signal: ending.signal }), 1);
    expect(listeners()).toBe(0);

    const waiting = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]();
    await waiting.next();
    const second = waiting.next();
    while (listeners() === 0) await new Promise(setImmediate);
    expect(listeners()).toBe(1);
    await store.append('a', numbered(1), 0);
    expect(await second).toMatchObject({ value: { position: 2n } });
    expect(listeners()).toBe(0);

    const third = waiting.next();
    ending.abort();
    expect(await third).toEqual({ done: true, value: undefined });
    expect(listeners()).toBe(0);
  });

  it('gives nothing of a page that it was reading when the signal aborted', async () => {
    await store.append('a', numbered(500), NO_STREAM);
    const first = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]().next();
    ending.abort();
    expect(await first).toEqual({ done: true, value: undefined });
  });

  it('ends a batch early when its events are large', async () => {
    const large = () => newEvents({ data: { text: 'x'.repeat(1_000_000) } });
    for (let n = 0; n < 10; n += 1) await store.append(`a${n}`, large(), NO_STREAM);
    const { batches } = await takeEvents(store.subscribe({ signal: ending.signal }), 10);
    expect(batches.map(({ events, caughtUp }) => [events.length, caughtUp])).toEqual([
      [8, false],
      [2, true],
    ]);
  });

  it('ends with an error when the store is closed', async () => {
    const taken = takeEvents(store.subscribe({ signal: ending.signal }), 1);
    await new Promise(setImmediate);
    await store.close();
    await expect(taken).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'NONE' });
  });
});
