import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltService, buildService } from '../support/built-service';
import { Measurements } from '../support/measurements';
import { secret } from '../support/secret';
import { ServiceProcess } from '../support/service-process';
import { SiteClient } from '../support/site-client';
import { eventually, LONG, TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { ApiSnapshot } from './api-snapshot';
import { GroupLifecycleLoad } from './group-lifecycle-load';

/** A stop that waits for a client to let go takes seven seconds, until connections are cut. */
const STOPS_WITHIN_MS = 5000;
const measurements = Measurements.ofSuite('start-and-stop');

jest.setTimeout(TEST_LIMIT_MS);

describe('a service in a process of its own', () => {
  let service: BuiltService;
  let scratch: string;
  let dataDir: string;
  let directories = 0;
  beforeAll(() => {
    service = buildService();
    scratch = mkdtempSync(join(tmpdir(), 'start-and-stop-'));
  });
  beforeEach(() => (dataDir = join(scratch, String(++directories))));
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(scratch, { recursive: true, force: true });
  });

  const startOn = (directory: string) => ServiceProcess.started(service.main, directory);

  it('keeps a second one away from its data, in one line', async () => {
    const first = await startOn(dataDir);
    const second = await ServiceProcess.run(service.main, { DATA_DIR: dataDir, AUTH_SECRET: secret });
    expect(second.stderr).toBe(`the data directory ${dataDir} is in use by another process\n`);
    expect(second.code).toBe(1);
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    expect(await first.stop()).toMatchObject({ code: 0 });
  });

  it('stops after SIGTERM in the middle of its work, and the next one finds all that it acknowledged', async () => {
    const first = await startOn(dataDir);
    const load = new GroupLifecycleLoad(new SiteClient(first.url, 'busy'), 'ALL_MEMBERS');
    const work = load.run();
    await waitUntil(() => load.expected.acknowledgedWrites >= 50);
    const began = performance.now();
    expect(await first.stop()).toEqual({ code: 0, signal: null, stderr: '' });
    measurements.record('a stop under load, in ms', performance.now() - began, STOPS_WITHIN_MS);
    await work;
    expect(first.errors).toEqual([]);
    expect(load.expected.unexpected).toEqual([]);

    const second = await startOn(dataDir);
    const snapshot = () => ApiSnapshot.of(new SiteClient(second.url, 'busy'), load.people);
    expect(load.expected.contradictionsAtOnce((await snapshot()).itemValue)).toEqual([]);
    await eventually(async () => {
      const seen = await snapshot();
      expect([...load.expected.contradictions(seen.itemValue), ...seen.problems()]).toEqual([]);
    });
    expect(await second.stop()).toMatchObject({ code: 0 });
  });

  it('stops although clients hold their connections open', async () => {
    const stop = async (): Promise<number> => {
      const running = await startOn(dataDir);
      await (await fetch(`${running.url}/health/live`)).text(); // the client keeps the connection for later calls
      const began = performance.now();
      expect(await running.stop()).toMatchObject({ code: 0 });
      return performance.now() - began;
    };
    // One that waits for the client never takes less than seven seconds; on a busy machine others may once, too.
    let took = Infinity;
    for (let tries = 0; tries < 4 && took > STOPS_WITHIN_MS; tries++) took = await stop();
    expect(took).toBeLessThan(STOPS_WITHIN_MS);
    measurements.record('a stop with open connections, in ms', took, STOPS_WITHIN_MS);
  });

  const wrongSettings = [
    ['two keys', { AUTH_SECRET: secret, AUTH_JWKS_URL: 'https://keys.example.org' }, 'AUTH_SECRET and AUTH_JWKS_URL'],
    ['a data directory that is a file', { AUTH_SECRET: secret, DATA_DIR: __filename }, 'DATA_DIR'],
    ['a host that is not here', { AUTH_SECRET: secret, HOST: '192.0.2.1' }, 'HOST'],
  ] as const;
  /** As settings alone, these are tested without a process. */
  const moreWrongSettings = [
    ['no key in production', { NODE_ENV: 'production' }, 'AUTH_SECRET'],
    ['a short key', { AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['an event store of another kind', { EVENT_STORE_URL: 'redis://localhost' }, 'EVENT_STORE_URL'],
    ['a host that is none', { AUTH_SECRET: secret, HOST: 'no host' }, 'HOST'],
  ] as const;
  it.each([...wrongSettings, ...(LONG ? moreWrongSettings : [])])(
    'does not start with %s, and says so in one line that names the setting',
    async (_, env, named) => {
      const { code, stderr } = await ServiceProcess.run(service.main, { DATA_DIR: dataDir, ...env });
      expect(stderr).toMatch(new RegExp(`^${named}: .+\n$`));
      expect(code).toBe(1);
    },
  );

  it('does not start on a port that is taken, and says so', async () => {
    const first = await startOn(dataDir);
    const { port } = new URL(first.url);
    const env = { DATA_DIR: join(scratch, 'other'), AUTH_SECRET: secret, PORT: port };
    const { code, stderr } = await ServiceProcess.run(service.main, env);
    expect(stderr).toBe(`PORT: ${port} on 127.0.0.1 is taken by another process\n`);
    expect(code).toBe(1);
    const metrics = await ServiceProcess.run(service.main, { ...env, PORT: '0', METRICS_PORT: port });
    expect(metrics.stderr).toBe(`METRICS_PORT: ${port} on 127.0.0.1 is taken by another process\n`);
    expect(metrics.code).toBe(1);
    expect(await first.stop()).toMatchObject({ code: 0 });
  });
});
