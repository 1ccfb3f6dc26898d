import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventStoreDbEventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { type Counter, register } from 'prom-client';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { views as allViews } from '../../libs/groups/src/views/collections';
import { Measurements } from '../support/measurements';
import { apiRole, openEvents, type ServiceInstance, startInstance } from '../support/service-instances';
import { ROOT, SiteClient } from '../support/site-client';
import { LONG, TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { expectViewsToMatchReplay } from './view-consistency';

jest.setTimeout(TEST_LIMIT_MS);

const DROPS = LONG ? 20 : 8;
/** The first series warms up; what the heap grows in each of the others is measured. */
const SERIES = LONG ? 12 : 2;
const RECOVERS_WITHIN_MS = 5000;
/** What one drop of all subscriptions, with the write between, may add to the heap, in bytes. */
const MAY_GROW = 40_000;
/** Each view has one, and the policies have one. */
const SUBSCRIPTIONS = allViews.length + 1;
const measurements = Measurements.ofSuite('dropped-subscriptions');

let server: TestServer;
let events: EventStoreDbEventStore;
const views = new InMemoryReadStore();
let running: ServiceInstance[] = [];
beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url);
  // Without a lease: an instance that loses it on a busy machine reads events again, and is right to.
  const worker = await startInstance({ background: 'THIS_PROCESS', routes: false }, events, views);
  running = [worker, await startInstance(apiRole, events, views)];
});
afterAll(async () => {
  await Promise.all(running.map((instance) => instance.stop()));
  await events?.close();
  await server?.stop();
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
async function heap(): Promise<number> {
  for (let n = 0; n < 3; n += 1) {
    collectGarbage();
    await new Promise((later) => setTimeout(later, 20));
  }
  return process.memoryUsage().heapUsed;
}
/** How many events each view has been given, in this process. */
async function eventsGiven(): Promise<number[]> {
  const { values } = await (register.getSingleMetric('groups_view_events_total') as Counter).get();
  return values.map(({ value }) => value);
}

it(`${DROPS} dropped subscriptions in a row skip no event, repeat none and keep no resources`, async () => {
  const client = new SiteClient(running[1]!.url, 'studio');
  await client.expectOk(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
  const { body } = await client.expectOk('olga', 'POST', '/v2/groups', { group: { name: 'Yoga' } });
  const path = `/v2/groups/${body.group.id}`;
  const allAreBack = () => waitUntil(() => server.reading === SUBSCRIPTIONS);
  const heaps: number[] = [];
  for (let series = 0; series < SERIES; series += 1) {
    for (let drop = 0; drop < DROPS; drop += 1) {
      await allAreBack();
      const dropped = performance.now();
      server.dropReaders();
      const { token } = await client.expectOk('ravi', 'POST', `${path}/${drop % 2 ? 'leave' : 'join'}`);
      const members = await client.expectOk('olga', 'GET', `${path}/members`, undefined, { consistencyToken: token });
      measurements.record('until a write shows, in ms', performance.now() - dropped, RECOVERS_WITHIN_MS);
      expect(members.body.metadata.total).toBe(drop % 2 ? 1 : 2);
    }
    await allAreBack();
    await waitUntil(() => events['readClient']['disposableStreams'].size === SUBSCRIPTIONS);
    heaps.push(await heap());
  }
  const growth = heaps.slice(1).map((used, n) => used - heaps[n]!);
  // The smallest: whatever else the heap does now and then, it does not grow in each series.
  measurements.record('growth of the heap for each drop, in bytes', Math.min(...growth) / DROPS, MAY_GROW);
  const ours = server.log.all.filter(({ stream }) => stream.includes('-'));
  expect(await eventsGiven()).toEqual(allViews.map(() => ours.length));
  await expectViewsToMatchReplay(views, events, 'studio');
});
