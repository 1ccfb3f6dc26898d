import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import { type BuiltService, buildService } from '../support/built-service';
import { Measurements } from '../support/measurements';
import { ServiceProcess } from '../support/service-process';
import { SiteClient } from '../support/site-client';
import { LONG, SAFETY_LIMIT_MS, TEST_LIMIT_MS, waitUntil } from '../support/waiting';
import { ApiSnapshot } from './api-snapshot';
import { GroupLifecycleLoad } from './group-lifecycle-load';

jest.setTimeout(LONG ? 4 * TEST_LIMIT_MS : TEST_LIMIT_MS);

const KILLS = LONG ? 50 : 1;
/** A process is killed after a number of acknowledged writes on each site, between one and this. */
const MOST_WRITES = LONG ? 120 : 40;
/** How soon the interrupted policies should be done, snapshots included, in milliseconds. */
const RECOVERS_WITHIN_MS = 10_000;
/** A snapshot opens dozens of connections: with those of a hundred sites at once the system would refuse some. */
const SITES_AT_ONCE = 4;
const measurements = Measurements.ofSuite('kill-nine');

const responsesIn = (snapshots: readonly ApiSnapshot[]) => snapshots.map(({ responses }) => responses);

describe('a service that is killed in the middle of its work', () => {
  let service: BuiltService;
  let scratch: string;
  beforeAll(() => {
    service = buildService();
    scratch = mkdtempSync(join(tmpdir(), 'kill-nine-'));
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(scratch, { recursive: true, force: true });
  });

  const startOn = (dataDir: string) => ServiceProcess.started(service.main, dataDir);

  /** Puts two sites under load, and kills the process in the middle of it. */
  async function killUnderLoad(dataDir: string, round: number): Promise<GroupLifecycleLoad[]> {
    const running = await startOn(dataDir);
    const loads = (['ALL_MEMBERS', 'MEMBERS_WITH_APPROVAL'] as const).map(
      (policy, n) => new GroupLifecycleLoad(new SiteClient(running.url, `r${round}-${n}`), policy),
    );
    const work = Promise.all(loads.map((load) => load.run()));
    work.catch(() => undefined); // thrown below
    const writes = 1 + Math.floor(Math.random() * MOST_WRITES);
    const isUnderLoad = () => loads.every(({ expected }) => expected.acknowledgedWrites >= writes);
    await Promise.race([work, waitUntil(isUnderLoad)]);
    expect(await running.kill()).toMatchObject({ signal: 'SIGKILL' });
    await work;
    expect(running.errors).toEqual([]);
    expect(loads.flatMap(({ expected }) => expected.unexpected)).toEqual([]);
    return loads;
  }

  const snapshots = (running: ServiceProcess, loads: readonly GroupLifecycleLoad[]) =>
    running.during(
      pMap(loads, ({ client, people }) => ApiSnapshot.of(new SiteClient(running.url, client.site), people), {
        concurrency: SITES_AT_ONCE,
      }),
    );

  /** Every acknowledged write is there at once; what the policies had not finished, they finish. */
  async function expectRecovery(running: ServiceProcess, loads: readonly GroupLifecycleLoad[]): Promise<ApiSnapshot[]> {
    const began = performance.now();
    let seen = await snapshots(running, loads);
    expect(loads.flatMap(({ expected }, n) => expected.contradictionsAtOnce(seen[n]!.itemValue))).toEqual([]);
    const problems = () =>
      loads.flatMap(({ expected }, n) => [...expected.contradictions(seen[n]!.itemValue), ...seen[n]!.problems()]);
    let isStable = false; // a snapshot takes a while: only one like the one before it shows a single state
    for (; !isStable && performance.now() - began < SAFETY_LIMIT_MS; await sleep(50)) {
      const before = seen;
      seen = await snapshots(running, loads);
      isStable = problems().length === 0 && isDeepStrictEqual(responsesIn(seen), responsesIn(before));
    }
    expect(problems()).toEqual([]);
    expect(isStable).toBe(true);
    measurements.record('until two snapshots agree, in ms', performance.now() - began, RECOVERS_WITHIN_MS);
    return seen;
  }

  /** Views that are built anew from the events alone show the same. */
  async function expectSameAfterReplay(
    dataDir: string,
    loads: readonly GroupLifecycleLoad[],
    seen: readonly ApiSnapshot[],
  ) {
    const copy = `${dataDir}-replayed`;
    cpSync(dataDir, copy, { recursive: true, filter: (path) => !basename(path).startsWith('views.db') });
    const replayed = await startOn(copy);
    const anew = await snapshots(replayed, loads);
    expect(await replayed.stop()).toMatchObject({ code: 0 });
    expect(replayed.errors).toEqual([]);
    expect(responsesIn(anew)).toEqual(responsesIn(seen));
    rmSync(copy, { recursive: true });
  }

  it(`has everything that it acknowledged and nothing half done, after each kill of ${KILLS}`, async () => {
    const dataDir = join(scratch, 'data');
    const all: GroupLifecycleLoad[] = [];
    for (let round = 1; round <= KILLS; round++) {
      const loads = await killUnderLoad(dataDir, round);
      all.push(...loads);
      const running = await startOn(dataDir);
      const seen = await expectRecovery(running, loads);
      expect(await running.stop()).toEqual({ code: 0, signal: null, stderr: '' });
      expect(running.errors).toEqual([]);
      await expectSameAfterReplay(dataDir, loads, seen);
    }
    const last = await startOn(dataDir);
    await expectRecovery(last, all);
    expect(await last.stop()).toMatchObject({ code: 0 });
  });
});
