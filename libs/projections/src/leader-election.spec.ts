import { InMemoryReadStore, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { listening } from './accounts-view.examples';
import { LeaderElection, type LeaderElectionOptions } from './leader-election';

/** Never over, as far as these specs go: whoever leads nevertheless was given the lease. */
const ENDLESS: LeaderElectionOptions = { renewInterval: 5, leaseDuration: 60_000 };
const SHORT: LeaderElectionOptions = { renewInterval: 5, leaseDuration: 100 };

/** One process's way to the store that all share. Others may come between any two calls. */
class Line implements Pick<ReadStore, 'load' | 'write'> {
  /** How many calls came through, and how many failed. */
  calls = 0;
  failures = 0;
  isAway = false;
  /** The next write takes effect, and nobody is told. */
  losesAnswer = false;
  private thawed: Promise<void> | null = null;
  private thawing = () => {};

  constructor(private readonly store: ReadStore) {}

  /** Calls neither end nor take effect. */
  freeze(): void {
    this.thawed = new Promise((thaw) => (this.thawing = thaw));
  }
  thaw(): void {
    this.thawed = null;
    this.thawing();
  }
  get isFrozen(): boolean {
    return this.thawed !== null;
  }
  load(...args: Parameters<ReadStore['load']>) {
    return this.call(() => this.store.load(...args));
  }
  write(...args: Parameters<ReadStore['write']>) {
    return this.call(async () => {
      const lost = await this.store.write(...args);
      if (this.losesAnswer) this.fail();
      return lost;
    });
  }
  private async call<T>(work: () => Promise<T>): Promise<T> {
    await new Promise(setImmediate);
    await this.thawed;
    if (this.isAway) this.fail();
    const result = await work();
    this.calls++;
    return result;
  }
  private fail(): never {
    this.failures++;
    this.losesAnswer = false;
    throw new ReadStoreUnavailable('away');
  }
}

let store: InMemoryReadStore;
let processes: Process[];
beforeEach(() => ([store, processes] = [new InMemoryReadStore(), []]));
afterEach(async () => {
  for (const { line } of processes) line.thaw();
  await Promise.all(processes.map((process) => process.stop()));
});

/** One of those who would lead. */
class Process {
  readonly line = new Line(store);
  readonly log = listening();
  leads = false;
  /** How often it began to lead. */
  times = 0;
  /** What it still does when it is told to end. */
  ending: () => Promise<void> = () => Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(options: LeaderElectionOptions) {
    processes.push(this);
    this.running = new LeaderElection('bees', this.line, this.log, options).run(this.stopping.signal, async (signal) => {
      this.leads = true;
      this.times++;
      if (!signal.aborted) await once(signal, 'abort');
      await this.ending();
      this.leads = false;
    });
  }
  stop(): Promise<void> {
    this.stopping.abort();
    return this.running;
  }
  /** Comes back when its calls came through this many times more. */
  async looks(times: number): Promise<void> {
    const enough = this.line.calls + times;
    await until(() => this.line.calls >= enough);
  }
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(1);
};
const leaders = () => processes.filter(({ leads }) => leads);
/** One that leads and one that stands by. */
async function two(options: LeaderElectionOptions): Promise<[Process, Process]> {
  const first = new Process(options);
  await until(() => first.leads);
  const second = new Process(options);
  await second.looks(2);
  return [first, second];
}

describe('leadership', () => {
  it('is one process’s as long as it says so', async () => {
    const [first, second] = await two({ renewInterval: 5, leaseDuration: 500 });
    await Promise.all([second.looks(5), sleep(700)]);
    expect([first.leads, first.times, second.times]).toEqual([true, 1, 0]);
  });
  it('of one role is not that of another', async () => {
    const [first] = await two(ENDLESS);
    const stop = new AbortController();
    await new LeaderElection('wasps', first.line, first.log, ENDLESS).run(stop.signal, async () => stop.abort());
    expect(first.leads).toBe(true);
  });
  it('passes on at once when the leader stops, but not before its work has ended', async () => {
    const [first, second] = await two(ENDLESS);
    let ends = () => {};
    first.ending = () => new Promise((resolve) => (ends = resolve));
    const stopped = first.stop();
    await second.looks(5);
    expect([first.leads, second.leads]).toEqual([true, false]);
    ends();
    await stopped;
    await until(() => second.leads);
  });
  it('is nobody’s when a process stops that stands by', async () => {
    const [first, second] = await two(ENDLESS);
    await second.stop();
    await first.looks(3);
    expect([first.times, second.times]).toEqual([1, 0]);
  });
});

describe('a leader', () => {
  it('whose calls hang is replaced when its lease has stood still, and has ended its work by then', async () => {
    const [first, second] = await two(SHORT);
    const began = performance.now();
    first.line.freeze();
    await until(() => second.leads);
    expect(first.leads).toBe(false);
    expect(performance.now() - began).toBeGreaterThanOrEqual(90);
    expect(performance.now() - began).toBeLessThan(1000);
    first.line.thaw();
    await first.looks(5);
    expect([first.times, second.leads, second.times]).toEqual([1, true, 1]);
  });
  it('whose calls fail is replaced, and leads no more although nobody tells it', async () => {
    const [first, second] = await two(SHORT);
    first.line.isAway = true;
    await until(() => second.leads && !first.leads);
    expect(first.log.told).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'the lease cannot be read' }),
    );
    first.line.isAway = false;
    await first.looks(5);
    expect([first.times, second.leads, second.times]).toEqual([1, true, 1]);
  });
  it('goes on when the store was away for a moment', async () => {
    const [first, second] = await two(ENDLESS);
    for (const { line } of processes) line.isAway = true;
    await until(() => first.line.failures >= 5 && second.line.failures >= 1);
    for (const { line } of processes) line.isAway = false;
    await Promise.all([first.looks(5), second.looks(5)]);
    expect([first.leads, first.times, second.times]).toEqual([true, 1, 0]);
  });
  it('bears one failure, however long it has led', async () => {
    const first = new Process({ renewInterval: 5, leaseDuration: 300 });
    await until(() => first.leads);
    await sleep(350);
    first.line.isAway = true;
    await until(() => first.line.failures === 1);
    first.line.isAway = false;
    await first.looks(5);
    expect([first.leads, first.times]).toEqual([true, 1]);
  });
  it('goes on when the answer to a renewal is lost', async () => {
    const [first, second] = await two(ENDLESS);
    for (let times = 1; times <= 2; times++) {
      first.line.losesAnswer = true;
      await until(() => first.line.failures === times);
      await Promise.all([first.looks(5), second.looks(5)]);
    }
    expect([first.leads, first.times, second.times]).toEqual([true, 1, 0]);
  });
  it('gives the lease back also when the answer to its last renewal was lost', async () => {
    const [first, second] = await two(ENDLESS);
    first.line.losesAnswer = true;
    await until(() => first.line.failures === 1);
    await first.stop();
    await until(() => second.leads);
  });
  it('that cannot give the lease back ends all the same, and is replaced later', async () => {
    const [first, second] = await two(SHORT);
    first.line.isAway = true;
    await first.stop();
    expect(first.leads).toBe(false);
    await until(() => second.leads);
  });
});

it('nobody leads while the store is away for long, and one when it is back', async () => {
  const all = await two(SHORT);
  for (const { line } of all) line.isAway = true;
  await until(() => leaders().length === 0);
  for (const { line } of all) line.isAway = false;
  await until(() => leaders().length > 0);
  await Promise.all(all.map((process) => process.looks(5)));
  expect(leaders()).toHaveLength(1);
});

describe('of many', () => {
  it('one leads, and after each that stops another one', async () => {
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, leaders().length)), 0);
    const all = Array.from({ length: 8 }, () => new Process(ENDLESS));
    for (let left = all.length; left > 0; left--) {
      await until(() => leaders().length > 0);
      await leaders()[0]!.stop();
    }
    clearInterval(watching);
    expect([most, all.map(({ times }) => times)]).toEqual([1, all.map(() => 1)]);
  });
  it('never two lead, whichever’s calls hang', async () => {
    const all = Array.from({ length: 5 }, () => new Process(SHORT));
    for (let round = 0; round < 3; round++) {
      await until(() => leaders().length === 1);
      const [silent] = leaders();
      silent!.line.freeze();
      await until(() => leaders().some((leader) => leader !== silent));
      expect(silent!.leads).toBe(false);
      silent!.line.thaw();
      await silent!.looks(5);
      expect(leaders()).toHaveLength(1);
    }
    await Promise.all(all.map((process) => process.looks(5)));
    expect(leaders()).toHaveLength(1);
  });
});
