import { randomUUID } from 'node:crypto';
import type { EventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { Measurements } from '../support/measurements';
import {
  apiRole,
  openEvents,
  projectorRole,
  type ServiceInstance,
  startInstance,
  untilReadiness,
} from '../support/service-instances';
import { ROOT, SiteClient, type SiteResponse } from '../support/site-client';
import { TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { FaultyReadStore } from './faulty-read-store';
import { expectViewsToMatchReplay } from './view-consistency';

jest.setTimeout(TEST_LIMIT_MS);

/** What the service aims at, in milliseconds. */
const RECOVERS_WITHIN_MS = 5000;
const LONGEST_RESPONSE_MS = 5000;
const measurements = Measurements.ofSuite('read-store-faults');

let server: TestServer;
let events: EventStore;
const views = new InMemoryReadStore();
/** The read store as each instance sees it: the API, and two projectors, of which one leads. */
const stores = [apiRole, projectorRole, projectorRole].map(() => new FaultyReadStore(views));
const projectorStores = stores.slice(1);
let running: ServiceInstance[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url);
  const roles = [apiRole, projectorRole, projectorRole];
  running = await Promise.all(roles.map((role, n) => startInstance(role, events, stores[n]!.asStore)));
  await untilReadiness(running[0]!, 200);
});
afterEach(() => Promise.all(stores.map((store) => store.recover())));
afterAll(async () => {
  await Promise.all(running.map((instance) => instance.stop()));
  await events?.close();
  await server?.stop();
});

/** A new site with a group, which the views show, and a client that makes calls there. */
async function newSite() {
  const client = new SiteClient(running[0]!.url, `site-${randomUUID()}`);
  await client.expectOk(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
  const { body, token } = await client.expectOk('olga', 'POST', '/v2/groups', { group: { name: 'Yoga' } });
  const path = `/v2/groups/${body.group.id}`;
  await client.readUntilShown('olga', path, token);
  return { client, path };
}

function expectUnavailable({ status, body, headers }: SiteResponse): void {
  expect([status, body.message]).toEqual([503, 'READ_STORE_UNAVAILABLE']);
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  expect(body.details.applicationError.data).toEqual({});
}

const groupsCreatedOn = async (site: string): Promise<number> =>
  (await events.readAll({ limit: 100_000 })).filter(
    ({ type, metadata }) => metadata.siteId === site && (type === 'GroupCreated' || type === 'CreateRequestSubmitted'),
  ).length;

/** The read store of the projector that leads: it alone writes. */
async function storeOfLeader(): Promise<FaultyReadStore> {
  for (const store of projectorStores) store.writes = 0;
  await waitUntil(() => projectorStores.some(({ writes }) => writes > 0));
  return projectorStores.find(({ writes }) => writes > 0)!;
}

describe.each([
  ['is unavailable', (store: FaultyReadStore) => store.becomeUnavailable()],
  ['does not respond', (store: FaultyReadStore) => store.becomeUnresponsive()],
] as const)('a read store that %s', (_, fail) => {
  it('fails every read, no write, and the readiness until it is back', async () => {
    const { client, path } = await newSite();
    stores.forEach(fail);
    const failed = performance.now();
    const paths = [path, `${path}/members`, '/v2/groups', '/v2/group-requests', '/v2/members/me/memberships'];
    const reads = paths.map((read) => client.call('olga', 'GET', read));
    for (const response of await Promise.all(reads)) expectUnavailable(response);
    // The limit on what is pending counts what it can see.
    await client.expectOk('olga', 'POST', '/v2/groups', { group: { name: 'Chess' } });
    expect(await groupsCreatedOn(client.site)).toBe(2);
    // Decided on events alone; the response shows no counts, and is no failure.
    const { body } = await client.expectOk('olga', 'PATCH', path, { group: { description: 'Come' } });
    expect(body.group).toMatchObject({ description: 'Come' });
    expect(body.group).not.toHaveProperty('membersCount');
    const { token } = await client.expectOk('ravi', 'POST', `${path}/join`);
    await Promise.all(running.map((instance) => untilReadiness(instance, 503)));
    measurements.record('until nobody is ready, in ms', performance.now() - failed, 2 * LONGEST_RESPONSE_MS);
    measurements.record('longest response, in ms', client.longestMs, LONGEST_RESPONSE_MS);

    const recovered = performance.now();
    await Promise.all(stores.map((store) => store.recover()));
    await Promise.all(running.map((instance) => untilReadiness(instance, 200)));
    await client.readUntilShown('ravi', `${path}/members`, token);
    measurements.record('until all is well again, in ms', performance.now() - recovered, RECOVERS_WITHIN_MS);
  });
});

it('a leader that cannot reach it is replaced, and its late calls change nothing', async () => {
  const { client, path } = await newSite();
  const leader = await storeOfLeader();
  leader.becomeUnresponsive();
  const { token } = await client.expectOk('ravi', 'POST', `${path}/join`);
  const took = await client.readUntilShown('ravi', `${path}/members`, token);
  measurements.record('until another one leads, in ms', took, RECOVERS_WITHIN_MS);
  for (let n = 0; n < 20; n += 1) await client.expectOk(`p${n}`, 'POST', `${path}/join`);
  await leader.recover(); // what it asked for meanwhile takes effect now
  const last = await client.expectOk('ravi', 'POST', `${path}/leave`);
  await client.readUntilShown('olga', `${path}/members`, last.token);
  await expectViewsToMatchReplay(views, events, client.site);
});
