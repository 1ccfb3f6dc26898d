import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM } from '@app/kernel';
import { idsOf, numbered } from '../../testing/new-events';
import { TestServer } from '../../testing/server/test-server';
import { EventStoreDbEventStore } from './event-store-db-event-store';

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
  it('was never sent, and never is, although the server wakes up', async () => {
    const speak = server.faults.silence();
    const outcomes = await Promise.allSettled(['s1', 's2', 's3'].map((s) => store.append(s, numbered(1), NO_STREAM)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'EventStoreUnavailable', outcome: 'NONE' } });
    speak();
    const events = numbered(2);
    await store.append('s4', events, NO_STREAM);
    await pause(DEADLINE);
    expect(idsOf(server.log.all)).toEqual(idsOf(events));
  });
});

it('the identity of the store is nothing that a caller has to doubt when its append goes unanswered', async () => {
  server.faults.unanswered = Infinity;
  await expect(store.identity()).rejects.toMatchObject({ name: 'EventStoreUnavailable', outcome: 'NONE' });
  server.faults.unanswered = 0;
  expect(await store.identity()).toMatch(/^[0-9a-f-]{36}$/);
});
