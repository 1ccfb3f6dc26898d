import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BuiltService, buildService } from './built-service';
import { Caller } from './caller';
import { Crowd } from './crowd';
import { secret, ServiceProcess } from './service-process';
import { Survey } from './survey';

/** A stop that waits for a client to let go takes seven seconds, until connections are cut. */
const STOPS_WITHIN_MS = 5000;

jest.setTimeout(60_000); // several processes start and stop in each

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
    service.remove();
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

  it('stops soon after SIGTERM in the middle of its work, and the next one finds all that it acknowledged', async () => {
    const first = await startOn(dataDir);
    const crowd = new Crowd(new Caller(first.url, 'busy'), 'ALL_MEMBERS');
    const atWork = crowd.run();
    await sleep(700);
    const asked = performance.now();
    expect(await first.stop()).toEqual({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - asked).toBeLessThan(STOPS_WITHIN_MS);
    await atWork;
    expect(first.errors).toEqual([]);
    expect(crowd.ledger.size).toBeGreaterThan(0);
    expect(crowd.ledger.surprises).toEqual([]);

    const second = await startOn(dataDir);
    const seen = await Survey.of(new Caller(second.url, 'busy'), crowd.people);
    expect([...crowd.ledger.contradictions(seen.state), ...seen.problems()]).toEqual([]);
    expect(await second.stop()).toMatchObject({ code: 0 });
  });

  it('stops although clients hold their connections open', async () => {
    const running = await startOn(dataDir);
    await (await fetch(`${running.url}/health/live`)).text(); // leaves its connection to the pool
    const asked = performance.now();
    expect(await running.stop()).toMatchObject({ code: 0 });
    expect(performance.now() - asked).toBeLessThan(STOPS_WITHIN_MS);
  });

  it.each([
    ['no key in production', { NODE_ENV: 'production' }, 'AUTH_SECRET'],
    ['two keys', { AUTH_SECRET: secret, AUTH_JWKS_URL: 'https://keys.example.org' }, 'AUTH_SECRET and AUTH_JWKS_URL'],
    ['a short key', { AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['an event store of another kind', { EVENT_STORE_URL: 'redis://localhost' }, 'EVENT_STORE_URL'],
    ['a data directory that is a file', { AUTH_SECRET: secret, DATA_DIR: __filename }, 'DATA_DIR'],
    ['a host that is not here', { AUTH_SECRET: secret, HOST: '192.0.2.1' }, 'HOST'],
    ['a host that is none', { AUTH_SECRET: secret, HOST: 'no host' }, 'HOST'],
  ] as const)('does not start with %s, and says so in one line that names the setting', async (_, env, named) => {
    const { code, stderr } = await ServiceProcess.run(service.main, { DATA_DIR: dataDir, ...env });
    expect(stderr).toMatch(new RegExp(`^${named}: .+\n$`));
    expect(code).toBe(1);
  });

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
