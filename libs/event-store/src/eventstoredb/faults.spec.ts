import { setTimeout as pause } from 'node:timers/promises';
import { startSubscriber, until } from '../../testing/subscriber';
import { idsOf } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { startWriters, type WriterResults } from '../../testing/writers';
import { EventStoreDbEventStore } from './event-store-db-event-store';

/** Generous: apart from the faults, a slow machine must get appends through in this time. */
const DEADLINE = 4000;
/** What a slow machine may add to it. */
const SLACK = 30_000;
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

/** Ids of the stored events of the writers, in order. */
const stored = (): string[] => idsOf(server.log.all.filter(({ stream }) => stream.startsWith('s')));

type Fault = readonly [
  name: string,
  provoke: (results: WriterResults) => Promise<void>,
  expected: (results: WriterResults) => void,
];
const repeatedly = async (times: number, gap: number, act: () => unknown): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    await act();
    await pause(gap);
  }
};

/** Nearly all appends succeeded. */
const hardlyNoticed = ({ stored, unknown, notStored }: WriterResults): void =>
  expect(unknown.length + notStored.length).toBeLessThan(1 + stored.length / 10);

const faults: readonly Fault[] = [
  [
    'is silent for longer than the deadline',
    async (results) => {
      const before = results.unknown.length;
      const endSilence = server.faults.silence();
      await until(() => results.unknown.length > before);
      endSilence();
    },
    ({ unknown }) => expect(unknown.length).toBeGreaterThan(0),
  ],
  [
    'is silent for a moment',
    async () => {
      const endSilence = server.faults.silence();
      await pause(DEADLINE / 4);
      endSilence();
    },
    hardlyNoticed,
  ],
  [
    'loses its connections again and again',
    () => repeatedly(8, 60, () => server.reset()),
    ({ stored, unknown, notStored }) => expect(stored.length).toBeGreaterThan(unknown.length + notStored.length),
  ],
  [
    'is restarted',
    async (results) => {
      const before = results.notStored.length;
      const comeBack = await server.goAway();
      await until(() => results.notStored.length > before);
      await comeBack();
    },
    ({ notStored }) => expect(notStored.length).toBeGreaterThan(0),
  ],
  [
    'writes and does not reply',
    async () => {
      server.faults.unanswered = 1;
      await until(() => server.faults.unanswered === 0);
    },
    hardlyNoticed,
  ],
  [
    'writes a competing append first',
    async () => {
      server.faults.competingAppends = 60;
      await until(() => server.faults.competingAppends === 0);
    },
    (results) => {
      hardlyNoticed({ ...results, notStored: [] }); // these are the conflicts
      expect(results.conflicts).toBe(60 * rounds);
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
  ['drops its subscribers 20 times', () => repeatedly(20, 15, () => server.dropReaders()), hardlyNoticed],
];

describe.each(faults)('a server that %s, under many writers', (_, provoke, expected) => {
  it('neither loses nor repeats events, and every writer gets a true result in time', async () => {
    const subscriber = startSubscriber(store);
    const streams = Array.from({ length: 24 }, (_, n) => `s${n}`);
    const writers = startWriters(store, streams, 2);
    await until(() => writers.results.stored.length > 50);

    for (let round = 0; round < rounds; round += 1) {
      await provoke(writers.results);
      const over = performance.now();
      await until(() => writers.results.lastStoredAt > over);
    }
    await writers.stop();

    const ids = stored();
    const known = new Set(ids);
    expect(known.size).toBe(ids.length);
    const { results } = writers;
    expect(results.stored.filter((id) => !known.has(id))).toEqual([]);
    expect(results.notStored.filter((id) => known.has(id))).toEqual([]);
    expect(results.longestMs).toBeLessThan(DEADLINE + SLACK);
    expected(results);

    await until(() => subscriber.events().length >= ids.length);
    expect(idsOf(subscriber.events())).toEqual(ids);
    await subscriber.stop();
  }, 600_000);
});
