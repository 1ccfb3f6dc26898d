import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteEventStore } from '@app/event-store';
import { type BuiltService, buildService } from './built-service';
import { type Address, eventsOfARound, RepeatingClient } from './repeating-client';
import { ServiceProcess } from './service-process';

const kills = process.env.LONG ? 50 : 6;
const CLIENTS = 4;

jest.setTimeout(120_000);

describe('calls with a key, repeated until they are answered', () => {
  let service: BuiltService;
  let dataDir: string;
  beforeAll(() => {
    service = buildService();
    dataDir = mkdtempSync(join(tmpdir(), 'repeated-'));
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    service.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('have their effect exactly once, however often the process is killed', async () => {
    let running = await ServiceProcess.started(service.main, dataDir);
    const address: Address = { url: running.url };
    const clients = Array.from({ length: CLIENTS }, (_, n) => new RepeatingClient(address, `site-${n}`));
    let isOver = false;
    const atWork = clients.map(async (client) => {
      while (!isOver) await client.round();
    });
    const problems: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      await sleep(100 + Math.random() * 700);
      await running.kill();
      problems.push(...running.errors);
      running = await ServiceProcess.started(service.main, dataDir);
      address.url = running.url;
    }
    isOver = true;
    await Promise.all(atWork);
    expect(await running.stop()).toMatchObject({ code: 0 });
    expect([...problems, ...running.errors]).toEqual([]);
    expect(clients.flatMap(({ surprises }) => surprises)).toEqual([]);
    for (const { repeated, rounds } of clients) expect([repeated > 0, rounds > 0]).toEqual([true, true]);
    expect(await happened()).toEqual(Object.fromEntries(clients.map((client) => [client.site, effectsOf(client)])));
  });

  /** How many events of each type there are on each site, and the groups that were created. */
  async function happened() {
    const store = await SqliteEventStore.open(dataDir);
    const events = await store.readAll({ limit: 1_000_000 });
    await store.close();
    const found: Record<string, ReturnType<typeof effectsOf>> = {};
    for (const { type, data, metadata } of events) {
      if (type.startsWith('Slug') || type === 'CommandClaimed') continue;
      const site = (found[metadata.siteId] ??= { groups: [], events: {} });
      site.events[type] = (site.events[type] ?? 0) + 1;
      if (type === 'GroupCreated') site.groups.push((data as { groupId: string }).groupId);
    }
    return found;
  }
});

const effectsOf = ({ rounds, groups }: RepeatingClient) => ({
  groups: [...groups],
  events: Object.fromEntries(Object.entries(eventsOfARound).map(([type, each]) => [type, each * rounds])),
});
