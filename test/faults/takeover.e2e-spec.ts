import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '@app/event-store';
import type { Duty } from '@app/groups';
import { SqliteReadStore } from '@app/read-store';
import { until } from '../../libs/event-store/testing/subscriber';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { type BuiltService, buildService } from '../reliability/built-service';
import { ServiceProcess } from '../reliability/service-process';
import { Caller } from './caller';
import { RECOVERS_WITHIN_MS, SAFETY_LIMIT_MS } from './patience';
import { api, projector } from './processes';
import { documentsOf, replayed } from './reckoning';

const BOUND = 10_000;

/** What `apps/api` and `apps/projector` do, but on a read store that is a file which all of them open. */
const program = `
require('reflect-metadata');
const { readSettings } = require('./libs/config/src');
const { EventStoreDbEventStore } = require('./libs/event-store/src');
const { startGroups } = require('./libs/groups/src');
const { exitOnFailure, serve } = require('./libs/http/src');
const { SqliteReadStore } = require('./libs/read-store/src');
async function main() {
  const settings = readSettings(process.env);
  const events = await EventStoreDbEventStore.open(settings.eventStoreUrl);
  const views = new SqliteReadStore(settings.dataDir);
  const close = async () => { await events.close(); await views.close(); };
  const app = await startGroups({ events, views, close }, settings, JSON.parse(process.env.DUTY));
  await serve(app, settings);
}
exitOnFailure(main());
`;

let built: BuiltService;
let server: TestServer;
let directory: string;
beforeAll(async () => {
  built = buildService();
  writeFileSync(join(built.directory, 'shared.js'), program);
  server = await TestServer.start();
  directory = mkdtempSync(join(tmpdir(), 'takeover-'));
}, 30_000);
afterAll(async () => {
  await ServiceProcess.killAll();
  await server?.stop();
  built?.remove();
  rmSync(directory, { recursive: true, force: true });
});

const start = (duty: Duty): Promise<ServiceProcess> =>
  ServiceProcess.listening(join(built.directory, 'shared.js'), {
    EVENT_STORE_URL: server.url,
    DATA_DIR: directory,
    DUTY: JSON.stringify(duty),
  });
const leads = ({ said }: ServiceProcess): boolean =>
  said.filter((line) => line.includes('"msg":"leads"')).length >
  said.filter((line) => line.includes('"msg":"leads no more"')).length;

describe('of two projectors, one at work and the other standing by', () => {
  it('the other one takes over at once when the first is killed, and when it stops', async () => {
    const [one, other] = [await start(projector), await start(projector)];
    const front = await start(api);
    await until(() => leads(one) !== leads(other), SAFETY_LIMIT_MS);
    const [first, second] = leads(one) ? [one, other] : [other, one];
    await front.becomesReady();
    const caller = new Caller(front.url, 'studio', BOUND);
    await caller.does('root', 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
    const groupId = (await caller.does('olga', 'POST', '/v2/groups', { group: { name: 'Yoga' } })).body.group.id;

    /** Someone joins, and sees it in the list of members. */
    const joinsAndSees = async (who: string): Promise<void> => {
      const { token } = await caller.does(who, 'POST', `/v2/groups/${groupId}/join`);
      await caller.sees(who, `/v2/groups/${groupId}/members`, token, RECOVERS_WITHIN_MS);
    };

    await joinsAndSees('ravi');
    await first.kill();
    await joinsAndSees('mira');
    expect(leads(second)).toBe(true);

    const third = await start(projector);
    expect(await second.stop()).toMatchObject({ code: 0 });
    await joinsAndSees('tomo');
    expect(leads(third)).toBe(true);
    await front.becomesReady();

    const [events, views] = [await EventStoreDbEventStore.open(server.url), new SqliteReadStore(directory)];
    expect(await documentsOf(views, 'studio')).toEqual(await documentsOf(await replayed(events), 'studio'));
    await Promise.all([events.close(), views.close()]);
    for (const process of [second, third, front]) expect(process.errors).toEqual([]);
  }, 60_000);
});
