import { InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { once } from 'node:events';
import { advance, advanceUntil, useFakeTime } from '../testing/fake-time';
import { recordingLogger } from '../testing/recording-logger';
import { LeaderElection } from './leader-election';

const RENEW_INTERVAL = 5;
const LEASE_DURATION = 100;
const options = { renewInterval: RENEW_INTERVAL, leaseDuration: LEASE_DURATION };

/** One process's connection to the store that all share. Calls of others may come between any two of its own. */
class Connection implements Pick<ReadStore, 'load' | 'write'> {
  /** How many calls have succeeded, and how many failed. */
  calls = 0;
  failures = 0;
  isAway = false;
  /** The next write takes effect, but fails all the same. */
  losesNextResponse = false;
  private unfrozen: Promise<void> | null = null;
  private resume = () => {};

  constructor(private readonly store: ReadStore) {}

  /** Calls neither end nor take effect until `unfreeze`. */
  freeze(): void {
    this.unfrozen = new Promise((resolve) => (this.resume = resolve));
  }
  unfreeze(): void {
    this.unfrozen = null;
    this.resume();
  }
  load(...args: Parameters<ReadStore['load']>) {
    return this.call(() => this.store.load(...args));
  }
  write(...args: Parameters<ReadStore['write']>) {
    return this.call(async () => {
      const conflicts = await this.store.write(...args);
      if (this.losesNextResponse) this.fail();
      return conflicts;
    });
  }
  private async call<T>(work: () => Promise<T>): Promise<T> {
    await new Promise(setImmediate);
    await this.unfrozen;
    if (this.isAway) this.fail();
    const result = await work();
    this.calls++;
    return result;
  }
  private fail(): never {
    this.failures++;
    this.losesNextResponse = false;
    throw new ReadStoreUnavailable('away');
  }
}

let store: InMemoryReadStore;
let processes: Process[];
/** The most processes that were leading at the same time. */
let mostLeaders: number;
beforeEach(() => {
  useFakeTime();
  [store, processes, mostLeaders] = [new InMemoryReadStore(), [], 0];
});
afterEach(async () => {
  for (const { connection } of processes) connection.unfreeze();
  const stopped = Promise.all(processes.map((process) => process.stop()));
  await advance(LEASE_DURATION);
  await stopped;
  jest.useRealTimers();
});

/** One of the processes that compete. */
class Process {
  readonly connection = new Connection(store);
  readonly log = recordingLogger();
  leads = false;
  /** How often it began to lead. */
  terms = 0;
  /** What its work still does after its signal has aborted. */
  finishWork: () => Promise<void> = () => Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor() {
    processes.push(this);
    const election = new LeaderElection('bank', this.connection, this.log, options);
    this.running = election.run(this.stopping.signal, async (signal) => {
      this.leads = true;
      this.terms++;
      mostLeaders = Math.max(mostLeaders, leaders().length);
      if (!signal.aborted) await once(signal, 'abort');
      await this.finishWork();
      this.leads = false;
    });
  }
  stop(): Promise<void> {
    this.stopping.abort();
    return this.running;
  }
  /** Lets time pass until this many more of its calls have succeeded. */
  async makesCalls(count: number): Promise<void> {
    const enough = this.connection.calls + count;
    await advanceUntil(() => this.connection.calls >= enough);
  }
}

const leaders = () => processes.filter(({ leads }) => leads);
/** A leader, and a process that stands by. */
async function startTwo(): Promise<[Process, Process]> {
  const first = new Process();
  await advanceUntil(() => first.leads);
  const second = new Process();
  await second.makesCalls(2);
  return [first, second];
}

describe('a leader', () => {
  it('leads as long as it renews its lease', async () => {
    const [first, second] = await startTwo();
    await advance(10 * LEASE_DURATION);
    expect([first.leads, first.terms, second.terms]).toEqual([true, 1, 0]);
  });
  it('leads in its own role only', async () => {
    const [first] = await startTwo();
    const stop = new AbortController();
    const other = new LeaderElection('post', first.connection, first.log, options);
    let otherLed = false;
    const run = other.run(stop.signal, async () => {
      otherLed = true;
      stop.abort();
    });
    await advanceUntil(() => otherLed);
    await advance(RENEW_INTERVAL);
    await run;
    expect(first.leads).toBe(true);
  });
  it('that stops is replaced at the next poll, but not before its work has ended', async () => {
    const [first, second] = await startTwo();
    let endWork = () => {};
    first.finishWork = () => new Promise((resolve) => (endWork = resolve));
    const stopped = first.stop();
    await second.makesCalls(5);
    expect([first.leads, second.leads]).toEqual([true, false]);
    endWork();
    await advance(3 * RENEW_INTERVAL);
    await stopped;
    expect([first.leads, second.leads]).toEqual([false, true]);
  });
  it('goes on when a process that stands by stops', async () => {
    const [first, second] = await startTwo();
    await second.stop();
    await first.makesCalls(3);
    expect([first.leads, first.terms, second.terms]).toEqual([true, 1, 0]);
  });
});

describe('a leader whose calls', () => {
  it('hang is replaced when its lease runs out, and has ended its work by then', async () => {
    const [first, second] = await startTwo();
    first.connection.freeze();
    await advance(LEASE_DURATION - 2 * RENEW_INTERVAL);
    expect([first.leads, second.leads]).toEqual([false, false]);
    await advance(5 * RENEW_INTERVAL);
    expect(second.leads).toBe(true);
    first.connection.unfreeze();
    await first.makesCalls(5);
    expect([first.terms, second.leads, second.terms]).toEqual([1, true, 1]);
  });
  it('fail is replaced, and stops leading although nobody can tell it', async () => {
    const [first, second] = await startTwo();
    first.connection.isAway = true;
    await advanceUntil(() => second.leads);
    expect(first.leads).toBe(false);
    expect(first.log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'the lease cannot be read' }),
    );
    first.connection.isAway = false;
    await first.makesCalls(5);
    expect([first.terms, second.leads, second.terms]).toEqual([1, true, 1]);
  });
  it('fail goes on when they succeed again before the renewal deadline', async () => {
    const [first, second] = await startTwo();
    for (const { connection } of processes) connection.isAway = true;
    await advanceUntil(() => first.connection.failures >= 5 && second.connection.failures >= 1);
    for (const { connection } of processes) connection.isAway = false;
    await first.makesCalls(5);
    await second.makesCalls(5);
    expect([first.leads, first.terms, second.terms]).toEqual([true, 1, 0]);
  });
  it('fail once goes on, also when it has led for longer than the lease duration', async () => {
    const first = new Process();
    await advanceUntil(() => first.leads);
    await advance(2 * LEASE_DURATION);
    first.connection.isAway = true;
    await advanceUntil(() => first.connection.failures === 1);
    first.connection.isAway = false;
    await first.makesCalls(5);
    expect([first.leads, first.terms]).toEqual([true, 1]);
  });
  it('take effect but fail goes on', async () => {
    const [first, second] = await startTwo();
    for (let times = 1; times <= 2; times++) {
      first.connection.losesNextResponse = true;
      await advanceUntil(() => first.connection.failures === times);
      await first.makesCalls(5);
      await second.makesCalls(5);
    }
    expect([first.leads, first.terms, second.terms]).toEqual([true, 1, 0]);
  });
  it('take effect but fail releases the lease all the same when it stops', async () => {
    const [first, second] = await startTwo();
    first.connection.losesNextResponse = true;
    await advanceUntil(() => first.connection.failures === 1);
    const stopped = first.stop();
    await advance(3 * RENEW_INTERVAL);
    await stopped;
    expect(second.leads).toBe(true);
  });
  it('fail when it stops does not release the lease, and is replaced when that runs out', async () => {
    const [first, second] = await startTwo();
    first.connection.isAway = true;
    const stopped = first.stop();
    await advance(LEASE_DURATION - 2 * RENEW_INTERVAL);
    await stopped;
    expect([first.leads, second.leads]).toEqual([false, false]);
    await advance(5 * RENEW_INTERVAL);
    expect(second.leads).toBe(true);
  });
});

it('nobody leads while the store is away for long, and one process when it is back', async () => {
  const both = await startTwo();
  for (const { connection } of both) connection.isAway = true;
  await advanceUntil(() => leaders().length === 0);
  for (const { connection } of both) connection.isAway = false;
  await advanceUntil(() => leaders().length > 0);
  for (const process of both) await process.makesCalls(5);
  expect(leaders()).toHaveLength(1);
});

describe('of many processes', () => {
  it('one leads, and another one after each that stops', async () => {
    const all = Array.from({ length: 8 }, () => new Process());
    for (let left = all.length; left > 0; left--) {
      await advanceUntil(() => leaders().length > 0);
      const stopped = leaders()[0]!.stop();
      await advance(3 * RENEW_INTERVAL);
      await stopped;
    }
    expect([mostLeaders, all.map(({ terms }) => terms)]).toEqual([1, all.map(() => 1)]);
  });
  it('never two lead, whoever’s calls hang', async () => {
    Array.from({ length: 5 }, () => new Process());
    for (let round = 0; round < 3; round++) {
      await advanceUntil(() => leaders().length === 1);
      const [frozen] = leaders();
      frozen!.connection.freeze();
      await advanceUntil(() => leaders().some((leader) => leader !== frozen));
      expect(frozen!.leads).toBe(false);
      frozen!.connection.unfreeze();
      await frozen!.makesCalls(5);
    }
    for (const process of processes) await process.makesCalls(5);
    expect([leaders().length, mostLeaders]).toEqual([1, 1]);
  });
});
