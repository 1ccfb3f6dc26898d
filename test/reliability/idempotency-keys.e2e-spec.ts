import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@app/event-store';
import { type BuiltService, buildService } from '../support/built-service';
import { ServiceProcess } from '../support/service-process';
import { eventually, LONG, TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { type Address, eventsOfARound, RetryingClient } from './retrying-client';

const KILLS = LONG ? 50 : 4;
const CLIENTS = 4;
/** A process is killed after a number of calls between one and this: anywhere in a round, and often in several. */
const MOST_CALLS = 40;

jest.setTimeout(LONG ? 4 * TEST_LIMIT_MS : TEST_LIMIT_MS);

describe('calls with a key, repeated until a response comes', () => {
  let service: BuiltService;
  let dataDir: string;
  beforeAll(() => {
    service = buildService();
    dataDir = mkdtempSync(join(tmpdir(), 'repeated-'));
  });
  let isOver = false;
  afterAll(async () => {
    isOver = true; // also when the test has failed
    await ServiceProcess.killAll();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('have their effect exactly once, however often the process is killed', async () => {
    let running = await ServiceProcess.started(service.main, dataDir);
    const address: Address = { url: running.url };
    const clients = Array.from({ length: CLIENTS }, (_, n) => new RetryingClient(address, `site-${n}`));
    const work = Promise.all(
      clients.map(async (client) => {
        while (!isOver) await client.round();
      }),
    );
    work.catch(() => undefined); // thrown below
    const calls = () => clients.reduce((sum, client) => sum + client.calls, 0);
    const allHaveRepeated = () => clients.every(({ repeats, rounds }) => repeats > 0 && rounds > 0);
    const problems: string[] = [];
    for (let kills = 0; kills < KILLS || !allHaveRepeated(); kills++) {
      const killAt = calls() + 1 + Math.floor(Math.random() * MOST_CALLS);
      await Promise.race([work, waitUntil(() => calls() >= killAt)]);
      expect(await running.kill()).toMatchObject({ signal: 'SIGKILL' });
      problems.push(...running.errors);
      running = await ServiceProcess.started(service.main, dataDir);
      address.url = running.url;
    }
    isOver = true;
    await work;
    expect(await running.stop()).toMatchObject({ code: 0 });
    expect([...problems, ...running.errors]).toEqual([]);
    const expected = Object.fromEntries(clients.map((client) => [client.site, effectsOf(client)]));
    // Policies that the stop came too early for are done by the next process.
    await eventually(async () => {
      await (await ServiceProcess.started(service.main, dataDir)).stop();
      expect(await eventsInStore()).toEqual(expected);
    });
  });

  /** How many events of each type there are on each site, and the groups that were created. */
  async function eventsInStore() {
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

const effectsOf = ({ rounds, groups }: RetryingClient) => ({
  groups: [...groups],
  events: Object.fromEntries(Object.entries(eventsOfARound).map(([type, each]) => [type, each * rounds])),
});
