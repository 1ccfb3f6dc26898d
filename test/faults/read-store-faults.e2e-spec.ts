import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '@app/event-store';
import { InMemoryReadStore } from '@app/read-store';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { type Answer, Caller, ROOT } from './caller';
import { RECOVERS_WITHIN_MS } from './patience';
import { api, becomes, openEvents, type Process, projector, startProcess } from './processes';
import { documentsOf, replayed } from './reckoning';
import { Troubled } from './troubled-read-store';

const BOUND = 5000;

let server: TestServer;
let events: EventStore;
const views = new InMemoryReadStore();
let running: Process[] = [];
/** The way of each process to the read store: of the API, of the projector that leads, and of the one that stands by. */
const ways = [api, projector, projector].map(() => new Troubled(views));

beforeAll(async () => {
  server = await TestServer.start();
  events = await openEvents(server.url);
  const [toApi, toLeader, toOther] = ways.map((way) => way.asStore);
  running = [await startProcess(api, events, toApi!), await startProcess(projector, events, toLeader!)];
  await becomes(running[0]!, 200, RECOVERS_WITHIN_MS); // somebody leads
  running.push(await startProcess(projector, events, toOther!));
}, 20_000);
afterEach(() => ways.forEach((way) => way.getWell()));
afterAll(async () => {
  await Promise.all(running.map((process) => process.stop()));
  await events?.close();
  await server?.stop();
}, 20_000);

/** A site with a group, and who can do what there. */
async function site() {
  const caller = new Caller(running[0]!.url, `site-${randomUUID()}`, BOUND);
  await caller.does(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
  const { body } = await caller.does('olga', 'POST', '/v2/groups', { group: { name: 'Yoga' } });
  return { caller, at: `/v2/groups/${body.group.id}` };
}
function expectAway({ status, body, headers }: Answer): void {
  expect([status, body.message]).toEqual([503, 'READ_STORE_UNAVAILABLE']);
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  expect(body.details.applicationError.data).toEqual({});
}

describe.each([
  ['is away', (way: Troubled) => way.goAway()],
  ['is silent', (way: Troubled) => way.fallSilent()],
] as const)('a read store that %s', (_, fails) => {
  it('fails every read in time, no write that needs no view, and the readiness until it is back', async () => {
    const { caller, at } = await site();
    ways.forEach(fails);
    const before = await events.lastPosition();
    const paths = [at, `${at}/members`, '/v2/groups', '/v2/group-requests', '/v2/members/me/memberships'];
    const reads = paths.map((path) => caller.call('olga', 'GET', path));
    for (const answer of await Promise.all(reads)) expectAway(answer);
    // It would have to know how many requests of hers wait, and says so before anything is written.
    expectAway(await caller.call('olga', 'POST', '/v2/groups', { group: { name: 'Chess' } }));
    expect(await events.lastPosition()).toBe(before);
    // Decided on events alone; the answer shows no counts, and is no failure.
    const { body } = await caller.does('olga', 'PATCH', at, { group: { description: 'Come' } });
    expect(body.group).toMatchObject({ description: 'Come' });
    expect(body.group).not.toHaveProperty('membersCount');
    const { token } = await caller.does('ravi', 'POST', `${at}/join`);
    await Promise.all(running.map((process) => becomes(process, 503, BOUND)));

    ways.forEach((way) => way.getWell());
    const well = performance.now();
    await Promise.all(running.map((process) => becomes(process, 200, RECOVERS_WITHIN_MS)));
    await caller.sees('ravi', `${at}/members`, token, well + RECOVERS_WITHIN_MS - performance.now());
  }, 30_000);
});

it('a leader that cannot reach it is replaced, and what it does when it wakes up harms nobody', async () => {
  const { caller, at } = await site();
  const [, leader] = ways;
  leader!.fallSilent();
  const { token } = await caller.does('ravi', 'POST', `${at}/join`);
  await caller.sees('ravi', `${at}/members`, token, RECOVERS_WITHIN_MS);
  for (let n = 0; n < 20; n += 1) await caller.does(`p${n}`, 'POST', `${at}/join`);
  leader!.getWell(); // whatever it asked for meanwhile takes effect now
  const last = await caller.does('ravi', 'POST', `${at}/leave`);
  await caller.sees('olga', `${at}/members`, last.token, RECOVERS_WITHIN_MS);
  await pause(500);
  expect(await documentsOf(views, caller.site)).toEqual(await documentsOf(await replayed(events), caller.site));
}, 30_000);
