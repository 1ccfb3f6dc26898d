import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import { type BuiltService, buildService } from './built-service';
import { Caller } from './caller';
import { Crowd } from './crowd';
import { certain } from './ledger';
import { ServiceProcess } from './service-process';
import { Survey } from './survey';

const kills = process.env.LONG ? 50 : 5;
const QUIET_WITHIN_MS = 10_000;
/** A survey opens dozens of connections: those of a hundred sites at once would measure the system's queue, not the service. */
const SITES_AT_ONCE = 4;

const answersIn = (surveys: readonly Survey[]) => surveys.map(({ answers }) => answers);

describe('a service that is killed in the middle of its work', () => {
  let service: BuiltService;
  let scratch: string;
  beforeAll(() => {
    service = buildService();
    scratch = mkdtempSync(join(tmpdir(), 'kill-nine-'));
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    service.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  const startOn = (dataDir: string) => ServiceProcess.started(service.main, dataDir);

  /** People of two sites at work, until the process is killed under their hands. */
  async function killedAtWork(dataDir: string, round: number): Promise<Crowd[]> {
    const running = await startOn(dataDir);
    const crowds = (['ALL_MEMBERS', 'MEMBERS_WITH_APPROVAL'] as const).map(
      (policy, n) => new Crowd(new Caller(running.url, `r${round}-${n}`), policy),
    );
    const atWork = crowds.map((crowd) => crowd.run());
    await sleep(150 + Math.random() * 1350);
    expect(await running.kill()).toMatchObject({ signal: 'SIGKILL' });
    await Promise.all(atWork);
    expect(running.errors).toEqual([]);
    expect(crowds.flatMap(({ ledger }) => ledger.surprises)).toEqual([]);
    return crowds;
  }

  const surveys = (running: ServiceProcess, crowds: readonly Crowd[]) =>
    running.during(
      pMap(crowds, ({ caller, people }) => Survey.of(new Caller(running.url, caller.site), people), {
        concurrency: SITES_AT_ONCE,
      }),
    );

  /** Every acknowledged write is there at once; what was half done has been finished after a moment. */
  async function recovered(running: ServiceProcess, crowds: readonly Crowd[]): Promise<Survey[]> {
    let seen = await surveys(running, crowds);
    expect(crowds.flatMap(({ ledger }, n) => ledger.contradictions(seen[n]!.state, certain))).toEqual([]);
    const wrong = () =>
      crowds.flatMap(({ ledger }, n) => [...ledger.contradictions(seen[n]!.state), ...seen[n]!.problems()]);
    let isQuiet = false; // a survey takes a while: only one that is like the one before it shows a single state
    for (const started = Date.now(); !isQuiet && Date.now() - started < QUIET_WITHIN_MS; await sleep(50)) {
      const before = seen;
      seen = await surveys(running, crowds);
      isQuiet = wrong().length === 0 && isDeepStrictEqual(answersIn(seen), answersIn(before));
    }
    expect(wrong()).toEqual([]);
    expect(isQuiet).toBe(true);
    return seen;
  }

  /** Views made anew from the events alone show the same. */
  async function expectSameAfterReplay(dataDir: string, crowds: readonly Crowd[], seen: readonly Survey[]) {
    const copy = `${dataDir}-replayed`;
    cpSync(dataDir, copy, { recursive: true, filter: (path) => !basename(path).startsWith('views.db') });
    const replayed = await startOn(copy);
    const anew = await surveys(replayed, crowds);
    expect(await replayed.stop()).toMatchObject({ code: 0 });
    expect(replayed.errors).toEqual([]);
    expect(answersIn(anew)).toEqual(answersIn(seen));
    rmSync(copy, { recursive: true });
  }

  it(`has everything that it acknowledged and nothing half, ${kills} times over`, async () => {
    const dataDir = join(scratch, 'data');
    const everybody: Crowd[] = [];
    for (let round = 1; round <= kills; round++) {
      const crowds = await killedAtWork(dataDir, round);
      everybody.push(...crowds);
      const running = await startOn(dataDir);
      const seen = await recovered(running, crowds);
      expect(await running.stop()).toEqual({ code: 0, signal: null, stderr: '' });
      expect(running.errors).toEqual([]);
      await expectSameAfterReplay(dataDir, crowds, seen);
    }
    const last = await startOn(dataDir);
    await recovered(last, everybody);
    expect(await last.stop()).toMatchObject({ code: 0 });
    expect(everybody.every(({ ledger }) => ledger.size > 0)).toBe(true);
  }, 1_200_000);
});
