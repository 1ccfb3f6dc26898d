import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM } from '@app/kernel';
import { eventStoreContract } from '../../testing/event-store.contract';
import { startSubscriber, until } from '../../testing/subscriber';
import { idsOf, newEvents, numbered, takeEvents } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { softDelete } from '../../testing/server/writing';
import type { EventStoreUnavailable, NewEvent } from '../event-store';
import { EventStoreDbEventStore } from './event-store-db-event-store';

const openOn = async (url: string, stop: () => Promise<void>) => {
  let store = await EventStoreDbEventStore.open(url);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await EventStoreDbEventStore.open(url);
      return store;
    },
    close: async () => {
      await store.close();
      await stop();
    },
  };
};

eventStoreContract('EventStoreDB, on the test server', async () => {
  const server = await TestServer.start();
  return {
    ...(await openOn(server.url, () => server.stop())),
    writeRaw: async (stream, { data, metadata, ...event }) => {
      const bytes = { data: Buffer.from(data), metadata: Buffer.from(metadata) };
      server.log.write(stream, [{ ...event, ...bytes, contentType: 'application/json' }]);
    },
  };
});

const real = process.env.EVENT_STORE_URL;
if (real)
  eventStoreContract('EventStoreDB, on the server of EVENT_STORE_URL', async () => openOn(real, async () => {}));

/** Generous, since a slow machine must get an append and its repeats through in this time. */
const DEADLINE = 3000;

describe('the event store on EventStoreDB', () => {
  let server: TestServer;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    server = await TestServer.start();
    store = await EventStoreDbEventStore.open(server.url, { deadline: DEADLINE });
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });
  const unavailable = (outcome: 'NONE' | 'UNKNOWN') => ({ name: 'EventStoreUnavailable', outcome });
  const stored = (): string[] => idsOf(server.log.all.filter(({ stream }) => stream.startsWith('s')));

  describe('an append', () => {
    it('is written in the order of the calls, also before the connection is open', async () => {
      const appending = Array.from({ length: 20 }, (_, n) => store.append('s0', numbered(1), n - 1));
      expect((await Promise.all(appending)).map(({ revision }) => revision)).toEqual(appending.map((_, n) => n));
    });

    it('gives its result when the reply was lost, although the stream has moved on', async () => {
      const events = numbered(2);
      await store.append('s0', events, NO_STREAM);
      server.faults.unanswered = 1;
      const appending = store.append('s0', numbered(1), 1);
      await until(() => server.faults.unanswered === 0);
      await store.append('s0', numbered(1), 2);
      expect(await appending).toMatchObject({ revision: 2 });
      expect(stored()).toHaveLength(4);
    });

    it('succeeds although as many replies were lost as appends may be in flight', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      server.faults.unanswered = 15;
      const appending = Array.from({ length: 30 }, (_, n) => store.append(`s${n + 1}`, numbered(1), NO_STREAM));
      expect((await Promise.all(appending)).map(({ revision }) => revision)).toEqual(appending.map(() => 0));
      expect(stored()).toHaveLength(31);
    });

    it('gives its result when the reply was lost and the server does not recognise repeats', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      server.faults.ignoresRepeats = true;
      server.faults.unanswered = 1;
      expect(await store.append('s0', numbered(2), 0)).toMatchObject({ revision: 2 });
      await expect(store.append('s0', numbered(1), 0)).rejects.toMatchObject({
        name: 'WrongExpectedRevision',
        actual: 2,
      });
      expect(stored()).toHaveLength(3);
    });

    it('fails with outcome NONE when its stream was deleted meanwhile', async () => {
      const events = numbered(1);
      await store.append('s0', events, NO_STREAM);
      softDelete(server.log, 's0', 'any');
      await expect(store.append('s0', events, NO_STREAM)).rejects.toMatchObject(unavailable('NONE'));
    });

    it('has an unknown outcome while the server is silent, and reads fail in time too', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      const endSilence = server.faults.silence();
      const start = performance.now();
      const appending = Array.from({ length: 40 }, (_, n) => store.append(`s${n + 1}`, numbered(1), NO_STREAM));
      const results = await Promise.allSettled([...appending, store.readStream('s0'), store.lastPosition()]);
      expect(performance.now() - start).toBeLessThan(3 * DEADLINE);
      const outcomes = results.map((each) =>
        each.status === 'rejected' ? (each.reason as EventStoreUnavailable).outcome : '',
      );
      expect(outcomes.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 'UNKNOWN'));
      expect(outcomes.slice(-2)).toEqual(['NONE', 'NONE']);
      expect(outcomes).not.toContain('');
      endSilence();
      await store.append('s0', numbered(1), 0);
    });

    it('succeeds after the server failed a request for its features', async () => {
      server.faults.failingFeatureRequests = 1;
      expect(await store.append('s0', numbered(1), NO_STREAM)).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
    });

    it('fails with outcome NONE while the server cannot be reached, as do all other calls', async () => {
      await server.stop();
      const start = performance.now();
      await expect(store.append('s0', numbered(1), NO_STREAM)).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.readStream('s0')).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.lastPosition()).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.identity()).rejects.toMatchObject(unavailable('NONE'));
      expect(performance.now() - start).toBeLessThan(4 * DEADLINE);
    });

    it('succeeds when the connection is lost, also with many and large appends in flight', async () => {
      const patient = await EventStoreDbEventStore.open(server.url, { deadline: 60_000 });
      await patient.append('s0', numbered(1), NO_STREAM);
      const endSilence = server.faults.silence();
      const large = () => newEvents({ data: { text: 'x'.repeat(50_000) } });
      const appending = Array.from({ length: 64 }, (_, n) => patient.append(`s${n + 1}`, large(), NO_STREAM));
      await pause(200); // so that the cut meets appends in flight
      server.reset();
      endSilence();
      expect(await Promise.all(appending)).toHaveLength(64);
      await patient.close();
    });

    it('rejects names that are reserved for the server, and the nil id', async () => {
      const [event] = numbered(1);
      const nil = '00000000-0000-0000-0000-000000000000';
      await expect(store.append('$s0', [event!], NO_STREAM)).rejects.toBeInstanceOf(TypeError);
      await expect(store.append('s0', [{ ...event!, type: '$metadata' }], NO_STREAM)).rejects.toBeInstanceOf(TypeError);
      await expect(store.append('s0', [{ ...event!, id: nil }], NO_STREAM)).rejects.toBeInstanceOf(TypeError);
      expect(stored()).toEqual([]);
    });
  });

  describe('a subscription', () => {
    const ending = new AbortController();
    afterAll(() => ending.abort());

    it('disposes of the client subscriptions that it has replaced', async () => {
      const subscriber = startSubscriber(store);
      for (let drop = 0; drop < 20; drop += 1) {
        await until(() => server.reading === 1);
        await store.append('s0', numbered(2), drop * 2 - 1);
        await until(() => subscriber.events().length === drop * 2 + 2);
        server.dropReaders();
        await until(() => server.reading === 0);
      }
      await until(() => server.reading === 1);
      await until(() => store['readClient']['disposableStreams'].size === 1);
      expect(idsOf(subscriber.events())).toEqual(stored());
      await subscriber.stop();
      await until(() => server.reading === 0);
    });

    it('gives stored events in few batches, and a single new event in a batch of its own', async () => {
      for (let n = 0; n < 4; n += 1) await store.append('s0', numbered(500), n * 500 - 1);
      const { batches } = await takeEvents(store.subscribe({ signal: ending.signal }), ({ caughtUp }) => caughtUp);
      expect(batches.flatMap(({ events }) => events)).toHaveLength(2000);
      expect(batches.length).toBeLessThan(2000 / 10);

      const subscriber = startSubscriber(store);
      await until(() => subscriber.batches.at(-1)?.caughtUp === true);
      await store.append('s0', numbered(1), 1999);
      await until(() => subscriber.events().length === 2001);
      await until(() => subscriber.batches.at(-1)?.caughtUp === true);
      await subscriber.stop();
    });

    it('throws after a long outage', async () => {
      const impatient = await EventStoreDbEventStore.open(server.url, { deadline: DEADLINE, outage: 300 });
      await server.stop();
      const lost = takeEvents(impatient.subscribe({ signal: ending.signal }), 1);
      await expect(lost).rejects.toMatchObject(unavailable('NONE'));
      await impatient.close();
    });

    it('throws when the store is closed', async () => {
      const lost = takeEvents(store.subscribe({ signal: ending.signal }), 1);
      await until(() => server.reading === 1);
      await store.close();
      await expect(lost).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.readAll()).rejects.toMatchObject(unavailable('NONE'));
    });
  });

  describe('events that other applications keep on the same server', () => {
    const ending = new AbortController();
    afterAll(() => ending.abort());
    const foreign = (data: string) => ({
      id: crypto.randomUUID(),
      type: 'ForeignThing',
      contentType: 'application/json',
      data: Buffer.from(data),
      metadata: Buffer.from('{}'),
    });

    it('are skipped by readAll and subscriptions, and no position is beyond the last of ours', async () => {
      await store.identity();
      expect(await store.lastPosition()).toBeNull();
      server.log.write('other', [foreign('{}'), foreign('5'), foreign('{"broken')]);
      expect(await store.readAll()).toEqual([]);
      const { position } = await store.append('s0', numbered(2), NO_STREAM);
      server.log.write('$$other', [{ ...foreign('{}'), type: '$metadata' }]);
      server.log.write(
        'other',
        Array.from({ length: 30 }, () => foreign('{}')),
      );
      expect(await store.lastPosition()).toBe(position);
      const { batches } = await takeEvents(store.subscribe({ signal: ending.signal }), ({ caughtUp }) => caughtUp);
      expect(batches.flatMap(({ events }) => events)).toEqual(await store.readAll());
      expect(batches.at(-1)!.position).toBe(position);
    });

    it('are read once for the last position, however many they are', async () => {
      const others = (count: number) => server.log.write('other', Array.from({ length: count }, () => foreign('{}'))); // prettier-ignore
      const pages = jest.spyOn(server.log.all, 'slice');
      const lastPosition = async () => {
        pages.mockClear();
        const position = await store.lastPosition();
        const read = pages.mock.results.reduce((sum, { value }) => sum + (value as unknown[]).length, 0);
        return { position, read };
      };
      others(400);
      expect((await lastPosition()).position).toBeNull();
      others(5);
      const [nothingYet, stillNothing] = [await lastPosition(), await lastPosition()];
      expect([nothingYet.position, stillNothing.position]).toEqual([null, null]);
      expect(nothingYet.read + stillNothing.read).toBeLessThan(40);
      const { position } = await store.append('s0', numbered(2), NO_STREAM);
      others(400);
      expect(await lastPosition()).toMatchObject({ position });
      expect(await lastPosition()).toEqual({ position, read: 1 });
      others(5);
      const later = await lastPosition();
      expect(later.position).toBe(position);
      expect(later.read).toBeLessThan(20);
      const next = await store.append('s1', numbered(1), NO_STREAM);
      expect(await lastPosition()).toEqual({ position: next.position, read: 1 });
    });

    const withOurMetadata = (contentType: string, type = 'SomethingHappened') => {
      const [{ id, metadata }] = newEvents({}) as [NewEvent];
      return { id, type, contentType, data: Buffer.from('{}'), metadata: Buffer.from(JSON.stringify(metadata)) };
    };
    it.each([
      ['that are no JSON', foreign('{"broken'), 'NOT_JSON'],
      ['without our metadata', foreign('{}'), 'WRONG_METADATA'],
      ['that are binary', withOurMetadata('application/octet-stream'), 'NOT_JSON'],
      ['that are links', withOurMetadata('application/octet-stream', '$>'), 'SYSTEM_EVENT'],
    ])('are unreadable in a stream of ours: events %s', async (_, event, unreadable) => {
      server.log.write('s0', [event]);
      await expect(store.readStream('s0')).rejects.toMatchObject({
        name: 'EventUnreadable',
        event: { id: event.id, stream: 's0', revision: 0, unreadable },
      });
      const last = await store.append('s1', numbered(1), NO_STREAM);
      server.log.write('$$s0', [{ ...foreign('{}'), type: '$metadata' }]);
      server.log.write('$stats', [withOurMetadata('application/octet-stream', '$statsCollected')]);
      const { batches } = await takeEvents(
        store.subscribe({ prefixes: ['s'], signal: ending.signal }),
        ({ caughtUp }) => caughtUp,
      );
      expect(batches.flatMap((batch) => batch.unreadable)).toMatchObject([{ stream: 's0', unreadable }]);
      expect(batches.flatMap(({ events }) => events)).toMatchObject([{ stream: 's1' }]);
      expect(batches.at(-1)!.position).toBe(last.position);
    });
  });

  it('gives the same id as other stores that ask for it at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => EventStoreDbEventStore.open(server.url)));
    const identities = await Promise.all([store, ...stores].map((each) => each.identity()));
    expect(new Set(identities).size).toBe(1);
    await Promise.all(stores.map((each) => each.close()));
  });
});
