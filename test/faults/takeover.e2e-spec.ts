import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '@app/event-store';
import type { ProcessRole } from '@app/groups';
import { SqliteReadStore } from '@app/read-store';
import { TestServer } from '../../libs/event-store/testing/server/test-server';
import { type BuiltService, buildService } from '../support/built-service';
import { Measurements } from '../support/measurements';
import { apiRole, projectorRole } from '../support/service-instances';
import { ServiceProcess } from '../support/service-process';
import { ROOT, SiteClient } from '../support/site-client';
import { TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { expectViewsToMatchReplay } from './view-consistency';

jest.setTimeout(TEST_LIMIT_MS);

/** What the service aims at, in milliseconds. */
const TAKES_OVER_WITHIN_MS = 5000;
const measurements = Measurements.ofSuite('takeover');

/** What `apps/api` and `apps/projector` do, but with a read store that is a file: all of them open it. */
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
  const app = await startGroups({ events, views, close }, settings, JSON.parse(process.env.ROLE));
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
});
afterAll(async () => {
  await ServiceProcess.killAll();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const start = (role: ProcessRole): Promise<ServiceProcess> =>
  ServiceProcess.listening(join(built.directory, 'shared.js'), {
    EVENT_STORE_URL: server.url,
    DATA_DIR: directory,
    ROLE: JSON.stringify(role),
  });
const leads = ({ output }: ServiceProcess): boolean =>
  output.filter((line) => line.includes('"msg":"leads"')).length >
  output.filter((line) => line.includes('"msg":"leads no more"')).length;

describe('of two projectors, one of which leads while the other stands by', () => {
  it('the other one takes over when the leader is killed, and when it stops', async () => {
    const [one, other] = [await start(projectorRole), await start(projectorRole)];
    const api = await start(apiRole);
    await api.untilReady();
    const client = new SiteClient(api.url, 'studio');
    await client.expectOk(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
    const group = { name: 'Yoga' };
    const groupId: string = (await client.expectOk('olga', 'POST', '/v2/groups', { group })).body.group.id;

    /** Someone joins, and reads the list of members. Gives how many milliseconds the list took to show them. */
    const joinAndRead = async (who: string): Promise<number> => {
      const { token } = await client.expectOk(who, 'POST', `/v2/groups/${groupId}/join`);
      return client.readUntilShown(who, `/v2/groups/${groupId}/members`, token);
    };

    await joinAndRead('ravi');
    await waitUntil(() => leads(one) !== leads(other));
    const [first, second] = leads(one) ? [one, other] : [other, one];
    await first.kill();
    measurements.record('until a killed leader is replaced, in ms', await joinAndRead('mira'), TAKES_OVER_WITHIN_MS);
    await waitUntil(() => leads(second));

    const third = await start(projectorRole);
    expect(await second.stop()).toMatchObject({ code: 0 });
    measurements.record('until a stopped leader is replaced, in ms', await joinAndRead('tomo'), TAKES_OVER_WITHIN_MS);
    await waitUntil(() => leads(third));
    await api.untilReady();

    const [events, views] = [await EventStoreDbEventStore.open(server.url), new SqliteReadStore(directory)];
    await expectViewsToMatchReplay(views, events, 'studio');
    await Promise.all([events.close(), views.close()]);
    for (const process of [second, third, api]) expect(process.errors).toEqual([]);
  });
});
