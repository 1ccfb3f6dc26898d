import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM } from '@app/kernel';
import { idsOf, numbered } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { untilResolved } from '../../testing/subscriber';
import { EventStoreDbEventStore } from './event-store-db-event-store';

jest.setTimeout(120_000); // only stops a test that hangs

const DEADLINE = 300;

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

describe('an append to a server that has been silent since before the connection was made', () => {
  it('was not sent, and is not sent later when the server responds again', async () => {
    const endSilence = server.faults.silence();
    const results = await Promise.allSettled(['s1', 's2', 's3'].map((s) => store.append(s, numbered(1), NO_STREAM)));
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'EventStoreUnavailable', outcome: 'NONE' } });
    endSilence();
    const events = numbered(2);
    await untilResolved(() => store.append('s4', events, NO_STREAM));
    await pause(DEADLINE);
    expect(idsOf(server.log.all)).toEqual(idsOf(events));
  });
});

it('reading the id of the store never has an unknown outcome, although it may append', async () => {
  server.faults.unanswered = Infinity;
  await expect(store.identity()).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'NONE' });
  server.faults.unanswered = 0;
  expect(await untilResolved(() => store.identity())).toMatch(/^[0-9a-f-]{36}$/);
});
