import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM } from '@app/kernel';
import { eventStoreContract } from '../../testing/event-store.contract';
import { following, until } from '../../testing/following';
import { idsOf, newEvents, numbered, taking } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { softDelete } from '../../testing/server/writing';
import type { EventStoreUnavailable } from '../event-store';
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

eventStoreContract('EventStoreDB, on a server for tests', async () => {
  const server = await TestServer.start();
  return openOn(server.url, () => server.stop());
});

const real = process.env.EVENT_STORE_URL;
if (real)
  eventStoreContract('EventStoreDB, on the server of EVENT_STORE_URL', async () => openOn(real, async () => {}));

const DEADLINE = 1000;

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
    it('keeps its place among others that are called at once, from the first on', async () => {
      const appending = Array.from({ length: 20 }, (_, n) => store.append('s0', numbered(1), n - 1));
      expect((await Promise.all(appending)).map(({ revision }) => revision)).toEqual(appending.map((_, n) => n));
    });

    it('is found again when its answer was lost, though the stream has moved on', async () => {
      const events = numbered(2);
      await store.append('s0', events, NO_STREAM);
      server.faults.unanswered = 1;
      const appending = store.append('s0', numbered(1), 1);
      await until(() => server.faults.unanswered === 0);
      await store.append('s0', numbered(1), 2);
      expect(await appending).toMatchObject({ revision: 2 });
      expect(stored()).toHaveLength(4);
    });

    it('is not held up by as many lost answers as fit on the way', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      server.faults.unanswered = 15;
      const appending = Array.from({ length: 30 }, (_, n) => store.append(`s${n + 1}`, numbered(1), NO_STREAM));
      expect((await Promise.all(appending)).map(({ revision }) => revision)).toEqual(appending.map(() => 0));
      expect(stored()).toHaveLength(31);
    });

    it('is found again on a server that does not recognise it', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      server.faults.forgetful = true;
      server.faults.unanswered = 1;
      expect(await store.append('s0', numbered(2), 0)).toMatchObject({ revision: 2 });
      await expect(store.append('s0', numbered(1), 0)).rejects.toMatchObject({
        name: 'WrongExpectedRevision',
        actual: 2,
      });
      expect(stored()).toHaveLength(3);
    });

    it('has written nothing where its stream was deleted meanwhile', async () => {
      const events = numbered(1);
      await store.append('s0', events, NO_STREAM);
      softDelete(server.log, 's0', 'any');
      await expect(store.append('s0', events, NO_STREAM)).rejects.toMatchObject(unavailable('NONE'));
    });

    it('is not known to be written while the server is silent, and the next ones are known not to be', async () => {
      await store.append('s0', numbered(1), NO_STREAM);
      const speak = server.faults.silence();
      const start = performance.now();
      const appending = Array.from({ length: 40 }, (_, n) => store.append(`s${n + 1}`, numbered(1), NO_STREAM));
      const outcomes = await Promise.allSettled([...appending, store.readStream('s0'), store.lastPosition()]);
      expect(performance.now() - start).toBeLessThan(DEADLINE + 500);
      const told = outcomes.map((each) =>
        each.status === 'rejected' ? (each.reason as EventStoreUnavailable).outcome : '',
      );
      expect(told.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 'UNKNOWN'));
      expect(told.slice(-2)).toEqual(['NONE', 'NONE']);
      expect(told).not.toContain('');
      speak();
      await store.append('s0', numbered(1), 0);
    });

    it('gets through after a server could not say what it can do', async () => {
      server.faults.confused = 1;
      expect(await store.append('s0', numbered(1), NO_STREAM)).toMatchObject({ revision: 0 });
      expect(stored()).toHaveLength(1);
    });

    it('has written nothing while nobody can be reached', async () => {
      await server.stop();
      const start = performance.now();
      await expect(store.append('s0', numbered(1), NO_STREAM)).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.readStream('s0')).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.lastPosition()).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.identity()).rejects.toMatchObject(unavailable('NONE'));
      expect(performance.now() - start).toBeLessThan(4 * DEADLINE);
    });

    it('survives in any number and size the loss of the connection that carries them', async () => {
      const patient = await EventStoreDbEventStore.open(server.url, { deadline: 30_000 }); // this is not about time
      await patient.append('s0', numbered(1), NO_STREAM);
      const speak = server.faults.silence();
      const large = () => newEvents({ data: { text: 'x'.repeat(50_000) } });
      const appending = Array.from({ length: 64 }, (_, n) => patient.append(`s${n + 1}`, large(), NO_STREAM));
      await pause(200);
      server.reset();
      speak();
      expect(await Promise.all(appending)).toHaveLength(64);
      await patient.close();
    }, 60_000);

    it('names nothing that the server keeps for itself, nor an event by the id of none', async () => {
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

    it('keeps nothing of the ones that it replaced', async () => {
      const followed = following(store);
      for (let drop = 0; drop < 20; drop += 1) {
        await until(() => server.reading === 1);
        await store.append('s0', numbered(2), drop * 2 - 1);
        await until(() => followed.events().length === drop * 2 + 2);
        server.dropReaders();
        await until(() => server.reading === 0);
      }
      await until(() => server.reading === 1);
      expect(store['reading']['disposableStreams'].size).toBe(1);
      expect(idsOf(followed.events())).toEqual(stored());
      await followed.stop();
      await until(() => server.reading === 0);
    }, 30_000);

    it('gives what is there in few batches, and what comes alone at once', async () => {
      for (let n = 0; n < 4; n += 1) await store.append('s0', numbered(500), n * 500 - 1);
      const { batches } = await taking(store.subscribe({ signal: ending.signal }), ({ caughtUp }) => caughtUp);
      expect(batches.flatMap(({ events }) => events)).toHaveLength(2000);
      expect(batches.length).toBeLessThanOrEqual(20);

      const followed = following(store);
      await until(() => followed.batches.at(-1)?.caughtUp === true);
      const start = performance.now();
      await store.append('s0', numbered(1), 1999);
      await until(() => followed.events().length === 2001);
      expect(performance.now() - start).toBeLessThan(500);
      expect(followed.batches.at(-1)!.caughtUp).toBe(true);
      await followed.stop();
    }, 30_000);

    it('tells its follower of an outage that lasts', async () => {
      const impatient = await EventStoreDbEventStore.open(server.url, { deadline: DEADLINE, outage: 300 });
      await server.stop();
      const lost = taking(impatient.subscribe({ signal: ending.signal }), 1);
      await expect(lost).rejects.toMatchObject(unavailable('NONE'));
      await impatient.close();
    });

    it('ends with an error when the store is closed under it', async () => {
      const lost = taking(store.subscribe({ signal: ending.signal }), 1);
      await until(() => server.reading === 1);
      await store.close();
      await expect(lost).rejects.toMatchObject(unavailable('NONE'));
      await expect(store.readAll()).rejects.toMatchObject(unavailable('NONE'));
    });
  });

  describe('what others keep on the same server', () => {
    const foreign = (data: string) => ({
      id: crypto.randomUUID(),
      type: 'ForeignThing',
      contentType: 'application/json',
      data: Buffer.from(data),
      metadata: Buffer.from('{}'),
    });

    it('is skipped in everything and moves no position beyond the last one', async () => {
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
      const ending = new AbortController();
      const { batches } = await taking(store.subscribe({ signal: ending.signal }), ({ caughtUp }) => caughtUp);
      expect(batches.flatMap(({ events }) => events)).toEqual(await store.readAll());
      expect(batches.at(-1)!.position).toBe(position);
    });

    it('is named when it lies in a stream of ours', async () => {
      server.log.write('s0', [foreign('{"broken')]);
      await expect(store.readStream('s0')).rejects.toMatchObject({ name: 'UnreadableEvent' });
    });
  });

  it('agrees with others on the identity of a server that was given none', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => EventStoreDbEventStore.open(server.url)));
    const identities = await Promise.all([store, ...stores].map((each) => each.identity()));
    expect(new Set(identities).size).toBe(1);
    await Promise.all(stores.map((each) => each.close()));
  });
});
