import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM, type Recorded } from '@app/kernel';
import { idsOf, newEvents, numbered, taking } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { writing, type Told } from '../../testing/writers';
import type { Batch } from '../event-store';
import { EventStoreDbEventStore } from './event-store-db-event-store';

const DEADLINE = 1000;
/** What a busy machine may add to a deadline. */
const SLACK = 500;
const RECOVERY = 5000;
const rounds = process.env.LONG ? 10 : 1;

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
/** Ids of what the server stores, in order, the server's own and the identity of the store left out. */
const stored = (): string[] => idsOf(server.log.all.filter(({ stream }) => stream.startsWith('s')));
const until = async (met: () => boolean, patience = RECOVERY): Promise<void> => {
  for (const end = performance.now() + patience; !met(); await pause(5))
    if (performance.now() > end) throw new Error(`not met within ${patience} ms: ${met.toString()}`);
};

/** Follows everything until told to stop, and keeps what it was given. */
function following() {
  const ending = new AbortController();
  const batches: Batch[] = [];
  const done = (async () => {
    for await (const batch of store.subscribe({ signal: ending.signal })) batches.push(batch);
  })();
  return {
    batches,
    events: (): Recorded[] => batches.flatMap(({ events }) => events),
    stop: () => {
      ending.abort();
      return done;
    },
  };
}

type Fault = readonly [name: string, provoke: () => Promise<void>, expected: (told: Told) => void];
const again = async (times: number, gap: number, act: () => unknown): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    await act();
    await pause(gap);
  }
};

const faults: readonly Fault[] = [
  [
    'is silent for longer than anybody waits',
    async () => {
      const speak = server.faults.silence();
      await pause(DEADLINE + 300);
      speak();
    },
    (told) => expect(told.unknown.length).toBeGreaterThan(0),
  ],
  [
    'is silent for a moment',
    async () => {
      const speak = server.faults.silence();
      await pause(DEADLINE / 4);
      speak();
    },
    (told) => expect([told.unknown, told.notStored]).toEqual([[], []]),
  ],
  [
    'loses its connections again and again',
    () => again(8, 60, () => server.reset()),
    (told) => expect([told.unknown, told.notStored]).toEqual([[], []]),
  ],
  [
    'is started anew',
    async () => {
      const comeBack = await server.goAway();
      await pause(500);
      await comeBack();
    },
    (told) => expect(told.notStored.length).toBeGreaterThan(0),
  ],
  [
    'writes and does not say so',
    async () => {
      server.faults.unanswered = 6;
      await until(() => server.faults.unanswered === 0);
    },
    (told) => expect([told.unknown, told.notStored]).toEqual([[], []]),
  ],
  [
    'always lets somebody else be faster',
    async () => {
      server.faults.rivals = 60;
      await until(() => server.faults.rivals === 0);
    },
    (told) => expect([told.unknown, told.conflicts]).toEqual([[], 60]),
  ],
  [
    'reads slowly',
    async () => {
      server.faults.slowness = 3;
      await pause(500);
      server.faults.slowness = 0;
    },
    (told) => expect([told.unknown, told.notStored]).toEqual([[], []]),
  ],
  [
    'drops its subscribers 20 times',
    () => again(20, 15, () => server.dropReaders()),
    (told) => expect([told.unknown, told.notStored]).toEqual([[], []]),
  ],
];

describe.each(faults)('a server that %s, while many write', (_, provoke, expected) => {
  it('loses and doubles nothing, and everybody is told the truth in time', async () => {
    const followed = following();
    const streams = Array.from({ length: 24 }, (_, n) => `s${n}`);
    const writers = writing(store, streams, 2);
    await until(() => writers.told.stored.length > 50);

    for (let round = 0; round < rounds; round += 1) {
      await provoke();
      const over = performance.now();
      await until(() => writers.told.lastStored > over);
    }
    await writers.stop();

    const ids = stored();
    const known = new Set(ids);
    expect(known.size).toBe(ids.length);
    const { told } = writers;
    expect(told.stored.filter((id) => !known.has(id))).toEqual([]);
    expect(told.notStored.filter((id) => known.has(id))).toEqual([]);
    expect(told.longest).toBeLessThan(DEADLINE + SLACK);
    expected(told);

    await until(() => followed.events().length >= ids.length);
    expect(idsOf(followed.events())).toEqual(ids);
    await followed.stop();
  }, 60_000);
});

describe('an append', () => {
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
    await store.append('s0', numbered(1), NO_STREAM);
    const speak = server.faults.silence();
    const large = () => newEvents({ data: { text: 'x'.repeat(50_000) } });
    const appending = Array.from({ length: 64 }, (_, n) => store.append(`s${n + 1}`, large(), NO_STREAM));
    await pause(200);
    server.reset();
    speak();
    expect(await Promise.all(appending)).toHaveLength(64);
  });

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
    const followed = following();
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

    const followed = following();
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
