import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { EventStore } from '@app/event-store';
import { Projector, ViewProgress } from '@app/projections';
import { InMemoryReadStore, type ReadStore, ReadStoreUnavailable, SqliteReadStore } from '@app/read-store';
import { views } from '../../libs/groups/src/views/views';
import { peopleOf } from '../support/people';
import { type Service, startService } from '../support/service';
import { documentsOf, replayed } from './reckoning';
import { onTheWay, type Way } from './troubled-read-store';

const LONG = Boolean(process.env.LONG);
const FINISHES_WITHIN_MS = 10_000;
/** More calls of the read store than a projector of this history makes in any run. */
const MOST_CALLS = 150;

/**
 * How one projector process lives: at the n-th call of the read store, before the call takes effect or behind that, it
 * is killed, or the call fails and it tries again. Its calls take a few turns of the event loop each.
 */
type Life = { readonly call: number; readonly behind: boolean; readonly dies: boolean; readonly turns: number };
const life: fc.Arbitrary<Life> = fc.record({
  call: fc.integer({ min: 1, max: MOST_CALLS }),
  behind: fc.boolean(),
  dies: fc.boolean(),
  turns: fc.integer({ min: 0, max: 5 }),
});
/** Some lives, one after the other or all at once, in batches of so many events. */
type Fate = { readonly lives: readonly Life[]; readonly together: boolean; readonly batch: number };
/** Every run begins with these: one is killed at its first calls, and one beside the survivor. */
const certain = [true, false].map((together): [Fate] => [
  { lives: [{ call: 5, behind: together, dies: true, turns: 0 }], together, batch: 10 },
]);
const fates: fc.Arbitrary<Fate> = fc.record({
  lives: fc.array(life, { minLength: 1, maxLength: 3 }),
  together: fc.boolean(),
  batch: fc.integer({ min: 1, max: 30 }),
});

/** A projector process that ends as its life says. */
class Mortal {
  readonly ending = new AbortController();
  private calls = 0;
  private readonly hanging: (() => void)[] = [];
  private dead = false;
  private toldOfDeath = (): void => undefined;
  readonly death = new Promise<void>((resolve) => (this.toldOfDeath = resolve));

  constructor(private readonly life: Life) {}

  readonly way: Way = async (method, go) => {
    for (let turn = 0; turn < this.life.turns; turn += 1) await nextTurn();
    if (this.dead) return this.never();
    this.calls += 1;
    if (this.calls !== this.life.call) return go();
    if (this.life.behind) await go();
    if (!this.life.dies) throw new ReadStoreUnavailable(`${method} failed`);
    this.dead = true;
    this.toldOfDeath();
    return this.never();
  };

  /** Lets go of what hangs, after the fact. */
  bury(): void {
    this.dead = true;
    this.ending.abort();
    for (const letGo of this.hanging) letGo();
  }

  private never(): Promise<never> {
    const killed = new ReadStoreUnavailable('killed');
    if (this.ending.signal.aborted) return Promise.reject(killed);
    return new Promise((_, reject) => this.hanging.push(() => reject(killed)));
  }
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = views.map(({ projection }) => projection.name);

/** All views of a process at work, until its signal aborts. `done`: when they have seen everything there is, or it has. */
function atWork(events: EventStore, store: ReadStore, signal: AbortSignal) {
  const progress = new ViewProgress();
  const ended = Promise.all(views.map((view) => new Projector(view, events, store, progress, silent).run(signal)));
  const done = events.lastPosition().then(async (last) => {
    signal.addEventListener('abort', () => names.forEach((name) => progress.report(name, last, true)));
    await progress.waitForPosition(names, last, FINISHES_WITHIN_MS);
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
  /** How many were killed, over all runs. */
  let killed = 0;

  beforeAll(async () => {
    service = await startService({ stores: 'memory' });
    site = await tellStories(service);
    expected = await documentsOf(await replayed(service.events), site);
  }, 30_000);
  afterAll(() => service?.stop());
  beforeEach(() => (killed = 0));

  /** Lets them live on one store and die, then one more finish; expects what a fresh replay gives. */
  async function survive(store: ReadStore, { lives, together, batch }: Fate): Promise<void> {
    const events = inBatchesOf(batch, service.events);
    const mortals = lives.map((each) => new Mortal(each));
    const ended: Promise<unknown>[] = [];
    const live = async (mortal: Mortal): Promise<void> => {
      const working = atWork(events, onTheWay(store, mortal.way), mortal.ending.signal);
      ended.push(working.ended);
      await Promise.race([mortal.death.then(() => (killed += 1)), working.done]);
    };
    const survivor = new AbortController();
    const survives = async (): Promise<void> => {
      const working = atWork(events, store, survivor.signal);
      ended.push(working.ended);
      await working.done;
    };
    try {
      if (together) await Promise.all([...mortals.map(live), survives()]);
      else {
        for (const mortal of mortals) await live(mortal);
        await survives();
      }
      expect(await documentsOf(store, site)).toEqual(expected);
    } finally {
      survivor.abort();
      for (const mortal of mortals) mortal.bury();
      await Promise.all(ended);
    }
  }

  it('leave what a fresh replay gives, in memory', async () => {
    const numRuns = LONG ? 1000 : 100;
    const property = fc.asyncProperty(fates, (fate) => survive(new InMemoryReadStore(), fate));
    await fc.assert(property, { numRuns, endOnFailure: true, examples: certain });
    expect(killed).toBeGreaterThan(numRuns / 4);
  }, 600_000);

  it('leave what a fresh replay gives, on SQLite', async () => {
    const numRuns = LONG ? 100 : 8;
    const property = fc.asyncProperty(fates, async (fate) => {
      const directory = await mkdtemp(join(tmpdir(), 'killed-projectors-'));
      const store = new SqliteReadStore(directory);
      try {
        await store.prepare(views.map(({ collection }) => collection));
        await survive(store, fate);
      } finally {
        await store.close();
        await rm(directory, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns, endOnFailure: true, examples: certain });
    expect(killed).toBeGreaterThanOrEqual(certain.length);
  }, 600_000);
});

/** A history in which every view has something to hear, and documents that many events touch. Gives its site. */
async function tellStories(service: Service): Promise<string> {
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
