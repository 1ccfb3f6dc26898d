import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventStoreDbEventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { type Counter, register } from 'prom-client';
import { until } from '../../libs/event-store/testing/subscriber';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { views as kept } from '../../libs/groups/src/views/views';
import { Caller, ROOT } from './caller';
import { RECOVERS_WITHIN_MS } from './patience';
import { api, openEvents, type Process, projector, startProcess } from './processes';
import { documentsOf, replayed } from './reckoning';

const DROPS = 20;
/** Series of so many drops: the first ones warm up, the rest must not grow. */
const series = process.env.LONG ? 12 : 3;
const WARM_UP = 1;
/** What a series may add to the heap, in bytes: less than 40 KB for a drop of four subscriptions, with the write between. */
const MAY_GROW = 800_000;
/** Each view is one, and the policies are one. */
const SUBSCRIPTIONS = kept.length + 1;
const BOUND = 10_000;

let server: TestServer;
let events: EventStoreDbEventStore;
const views = new InMemoryReadStore();
let running: Process[] = [];
beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url);
  running = [await startProcess(projector, events, views), await startProcess(api, events, views)];
}, 20_000);
afterAll(async () => {
  await Promise.all(running.map((process) => process.stop()));
  await events?.close();
  await server?.stop();
}, 20_000);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
async function heap(): Promise<number> {
  for (let n = 0; n < 3; n += 1) {
    collectGarbage();
    await new Promise((later) => setTimeout(later, 20));
  }
  return process.memoryUsage().heapUsed;
}
/** How many events each view has looked at, in this process. */
async function looks(): Promise<number[]> {
  const { values } = await (register.getSingleMetric('groups_view_events_total') as Counter).get();
  return values.map(({ value }) => value);
}

it(`${DROPS} dropped subscriptions in a row skip nothing, repeat nothing and keep nothing`, async () => {
  const caller = new Caller(running[1]!.url, 'studio', BOUND);
  await caller.does(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
  const { body } = await caller.does('olga', 'POST', '/v2/groups', { group: { name: 'Yoga' } });
  const at = `/v2/groups/${body.group.id}`;
  const heaps: number[] = [];
  for (let round = 0; round < series; round += 1) {
    for (let drop = 0; drop < DROPS; drop += 1) {
      await until(() => server.reading === SUBSCRIPTIONS, RECOVERS_WITHIN_MS);
      server.dropReaders();
      const did = drop % 2 ? 'leave' : 'join';
      const { token } = await caller
        .does('ravi', 'POST', `${at}/${did}`)
        .catch(() => caller.does('ravi', 'POST', `${at}/${did}`));
      const { body: shown } = await caller.does('olga', 'GET', `${at}/members`, undefined, token);
      expect(shown.metadata.total).toBe(drop % 2 ? 1 : 2);
    }
    await until(() => server.reading === SUBSCRIPTIONS, RECOVERS_WITHIN_MS);
    await until(() => events['readClient']['disposableStreams'].size === SUBSCRIPTIONS, RECOVERS_WITHIN_MS);
    heaps.push(await heap());
  }
  const growth = heaps.slice(WARM_UP).map((used, n) => used - heaps[n + WARM_UP - 1]!);
  expect(Math.min(...growth)).toBeLessThan(MAY_GROW); // whatever else the heap does now and then, it does not grow each time
  const ours = server.log.all.filter(({ stream }) => stream.includes('-'));
  expect(await looks()).toEqual(kept.map(() => ours.length));
  expect(await documentsOf(views, 'studio')).toEqual(await documentsOf(await replayed(events), 'studio'));
}, 300_000);
