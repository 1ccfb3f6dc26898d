import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { EventStore } from '@app/event-store';
import { parkedWorkCollection, pendingSweepsCollection, Projector, ViewProgress } from '@app/projections';
import { InMemoryReadStore, type ReadStore, ReadStoreUnavailable, SqliteReadStore } from '@app/read-store';
import { views } from '../../libs/groups/src/views/collections';
import { peopleOf } from '../support/people';
import { type Service, startService } from '../support/service';
import { LONG, SAFETY_LIMIT_MS, TEST_LIMIT_MS } from '../support/waiting';
import { intercepted, type Intercept } from './faulty-read-store';
import { documentsOf, replayViews } from './view-consistency';

jest.setTimeout(LONG ? 4 * TEST_LIMIT_MS : TEST_LIMIT_MS);

/** More calls of the read store than a projector of this history makes in any run. */
const MOST_CALLS = 150;

/**
 * How the run of one projector process is interrupted: at the n-th call of the read store, before the call takes effect
 * or after that, the process is killed, or the call fails and is tried again. Calls take a few turns of the event loop.
 */
type Interruption = { readonly call: number; readonly after: boolean; readonly kills: boolean; readonly turns: number };
const interruptions: fc.Arbitrary<Interruption> = fc.record({
  call: fc.integer({ min: 1, max: MOST_CALLS }),
  after: fc.boolean(),
  kills: fc.boolean(),
  turns: fc.integer({ min: 0, max: 5 }),
});
/** Some interrupted runs, one after the other or all beside the last one, in batches of so many events. */
type Scenario = { readonly runs: readonly Interruption[]; readonly together: boolean; readonly batch: number };
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  runs: fc.array(interruptions, { minLength: 1, maxLength: 3 }),
  together: fc.boolean(),
  batch: fc.integer({ min: 1, max: 30 }),
});
const killedAt = (call: number, after: boolean, together: boolean): [Scenario] => [
  { runs: [{ call, after, kills: true, turns: 0 }], together, batch: 10 },
];
/** Tried before the random ones: in each of them a kill is certain, for every run makes so many calls. */
const certainKills = [false, true].flatMap((after) => [
  killedAt(5, after, true),
  ...[1, 5, 15, 30, 45].map((call) => killedAt(call, after, false)),
]);

/** A projector process that is interrupted once. */
class InterruptedRun {
  readonly ending = new AbortController();
  private calls = 0;
  private readonly hanging: (() => void)[] = [];
  private isKilled = false;
  private resolveKilled = (): void => undefined;
  readonly killed = new Promise<void>((resolve) => (this.resolveKilled = resolve));

  constructor(private readonly interruption: Interruption) {}

  readonly intercept: Intercept = async (method, go) => {
    const { call, after, kills, turns } = this.interruption;
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    if (this.isKilled) return this.never();
    this.calls += 1;
    if (this.calls !== call) return go();
    if (after) await go();
    if (!kills) throw new ReadStoreUnavailable(`${method} failed`);
    this.isKilled = true;
    this.resolveKilled();
    return this.never();
  };

  /** Ends what is left of it, when the test is over. */
  release(): void {
    this.isKilled = true;
    this.ending.abort();
    for (const fail of this.hanging) fail();
  }

  /** A killed process makes no progress: its calls hang. */
  private never(): Promise<never> {
    const killed = new ReadStoreUnavailable('killed');
    if (this.ending.signal.aborted) return Promise.reject(killed);
    return new Promise((_, reject) => this.hanging.push(() => reject(killed)));
  }
}

const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = views.map(({ projection }) => projection.name);

/** All projectors of a process, until its signal aborts. `done`: when they have caught up with the log, or are ended. */
function startProjectors(events: EventStore, store: ReadStore, signal: AbortSignal) {
  const progress = new ViewProgress();
  const ended = Promise.all(views.map((view) => new Projector(view, events, store, progress, noLog).run(signal)));
  const done = events.lastPosition().then(async (last) => {
    signal.addEventListener('abort', () => names.forEach((name) => progress.report(name, last, true)));
    await progress.waitForPosition(names, last, SAFETY_LIMIT_MS);
  });
  done.catch(() => undefined); // of one that is killed
  return { ended, done };
}

/** The same events, in batches of about this many. */
function inBatchesOf(limit: number, events: EventStore): EventStore {
  const subscribe: EventStore['subscribe'] = (options) => events.subscribe({ ...options, limit });
  return new Proxy(events, {
    get: (target, name) => {
      const member: unknown = name === 'subscribe' ? subscribe : Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

describe('projectors that are killed anywhere between load and checkpoint', () => {
  let service: Service;
  let site: string;
  let expected: unknown;
  /** How many were killed in one test. */
  let kills = 0;

  beforeAll(async () => {
    service = await startService({ stores: 'memory' });
    site = await writeHistory(service);
    expected = await documentsOf(await replayViews(service.events), site);
  });
  afterAll(() => service?.stop());
  beforeEach(() => (kills = 0));

  /** Interrupts runs on one store, then lets one more finish; expects what a replay gives. */
  async function expectReplayAfter({ runs, together, batch }: Scenario, store: ReadStore): Promise<void> {
    const events = inBatchesOf(batch, service.events);
    const interrupted = runs.map((each) => new InterruptedRun(each));
    const ended: Promise<unknown>[] = [];
    const interrupt = async (run: InterruptedRun): Promise<void> => {
      const projectors = startProjectors(events, intercepted(store, run.intercept), run.ending.signal);
      ended.push(projectors.ended);
      await Promise.race([run.killed.then(() => (kills += 1)), projectors.done]);
    };
    const last = new AbortController();
    const finish = async (): Promise<void> => {
      const projectors = startProjectors(events, store, last.signal);
      ended.push(projectors.ended);
      await projectors.done;
    };
    try {
      if (together) await Promise.all([...interrupted.map(interrupt), finish()]);
      else {
        for (const run of interrupted) await interrupt(run);
        await finish();
      }
      expect(await documentsOf(store, site)).toEqual(expected);
    } finally {
      last.abort();
      for (const run of interrupted) run.release();
      await Promise.all(ended);
    }
  }

  it('leave what a replay gives, in memory', async () => {
    const numRuns = LONG ? 1000 : 40;
    const property = fc.asyncProperty(scenarios, (scenario) => expectReplayAfter(scenario, new InMemoryReadStore()));
    await fc.assert(property, { numRuns, endOnFailure: true, examples: certainKills });
    expect(kills).toBeGreaterThanOrEqual(certainKills.length);
  });

  it('leave what a replay gives, on SQLite', async () => {
    const numRuns = LONG ? 100 : certainKills.length + 2;
    const property = fc.asyncProperty(scenarios, async (scenario) => {
      const directory = await mkdtemp(join(tmpdir(), 'killed-projectors-'));
      const store = new SqliteReadStore(directory);
      try {
        await store.prepare([
          parkedWorkCollection,
          pendingSweepsCollection,
          ...views.map(({ collection }) => collection),
        ]);
        await expectReplayAfter(scenario, store);
      } finally {
        await store.close();
        await rm(directory, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns, endOnFailure: true, examples: certainKills });
    expect(kills).toBeGreaterThanOrEqual(certainKills.length);
  });
});

/** A history with events for every view, and documents that many events change. Gives its site. */
async function writeHistory(service: Service): Promise<string> {
  const { olga, ravi, mira, siteAdmin, site } = await peopleOf(service, ['olga', 'ravi', 'mira']);
  for (let n = 0; n < 4; n += 1) {
    const open = await olga.createsGroup({ name: `Open ${n}` });
    await Promise.all([ravi.joins(open), mira.joins(open), siteAdmin.joins(open)]);
    await olga.makesAdmin(open, ravi);
    await olga.changes(open, { name: `Opened ${n}`, description: 'Come' });
    await Promise.all([ravi.leaves(open), olga.removes(open, mira)]);
    await mira.joins(open);
    const closed = await ravi.createsGroup({ name: `Closed ${n}`, privacyStatus: 'PRIVATE' });
    await Promise.all([olga.asks(closed), mira.asks(closed)]);
    if (n % 2) await ravi.approves(closed, mira);
    await ravi.changes(closed, { privacyStatus: n < 2 ? 'PUBLIC' : 'SECRET' });
    if (n % 2) await olga.delete(`/v2/groups/${open}`).expect(200);
  }
  return site;
}
