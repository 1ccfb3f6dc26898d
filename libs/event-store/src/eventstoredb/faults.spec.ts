import { setTimeout as pause } from 'node:timers/promises';
import { following, until } from '../../testing/following';
import { idsOf } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { writing, type Told } from '../../testing/writers';
import { EventStoreDbEventStore } from './event-store-db-event-store';

const DEADLINE = 1000;
/** What a busy machine may add to a deadline. */
const SLACK = process.env.LONG ? 500 : 3000;
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

/** Ids of what the server stores, in order, the server's own and the identity of the store left out. */
const stored = (): string[] => idsOf(server.log.all.filter(({ stream }) => stream.startsWith('s')));

type Fault = readonly [name: string, provoke: () => Promise<void>, expected: (told: Told) => void];
const again = async (times: number, gap: number, act: () => unknown): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    await act();
    await pause(gap);
  }
};

/** Hardly any append heard of it; on a busy machine a second is short, with or without a fault. */
const hardlyNoticed = ({ stored, unknown, notStored }: Told): void =>
  expect(unknown.length + notStored.length).toBeLessThan(1 + stored.length / 10);

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
    hardlyNoticed,
  ],
  [
    'loses its connections again and again',
    () => again(8, 60, () => server.reset()),
    // One that is cut while it is made is made again after a second, which is all that an append has here.
    (told) => expect(told.stored.length).toBeGreaterThan(told.unknown.length + told.notStored.length),
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
      server.faults.unanswered = 1;
      await until(() => server.faults.unanswered === 0);
      await pause(DEADLINE);
    },
    hardlyNoticed,
  ],
  [
    'always lets somebody else be faster',
    async () => {
      server.faults.rivals = 60;
      await until(() => server.faults.rivals === 0);
    },
    (told) => {
      hardlyNoticed({ ...told, notStored: [] }); // these are the conflicts
      expect(told.conflicts).toBe(60 * rounds);
    },
  ],
  [
    'reads slowly',
    async () => {
      server.faults.slowness = 3;
      await pause(500);
      server.faults.slowness = 0;
    },
    hardlyNoticed,
  ],
  ['drops its subscribers 20 times', () => again(20, 15, () => server.dropReaders()), hardlyNoticed],
];

describe.each(faults)('a server that %s, while many write', (_, provoke, expected) => {
  it('loses and doubles nothing, and everybody is told the truth in time', async () => {
    const followed = following(store);
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
