import { MAX_DEPTH } from '@app/decider';
import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { ParkedWorkStore } from '@app/projections';
import { depositMade } from '../../kernel/testing/accounts.examples';
import { advance, advanceUntil, useFakeTime } from '../../projections/testing/fake-time';
import { recordingLogger } from '../../projections/testing/recording-logger';
import { accountOf, append, onDeposit, type SentCommand } from './deposit-policies.examples';
import { PolicyCommandRefused, type PolicyHandler } from './policy-handler';
import { PolicyRunner } from './policy-runner';

const BUG = new Error('a bug');
let store: InMemoryEventStore;
let checkpoints: InMemoryReadStore;
let parkedWork: ParkedWorkStore;
let sent: SentCommand[];
let log: ReturnType<typeof recordingLogger>;
let stop: AbortController;
let running: Promise<void>[];

beforeEach(() => {
  useFakeTime();
  [store, checkpoints, log] = [new InMemoryEventStore(), new InMemoryReadStore(), recordingLogger()];
  parkedWork = new ParkedWorkStore(checkpoints);
  [sent, running] = [[], []];
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  jest.useRealTimers();
});

const runnerOf = (...policies: PolicyHandler[]) =>
  new PolicyRunner(policies, accountOf, store, checkpoints, parkedWork, log);
const start = (runner: PolicyRunner) => void running.push(runner.run(stop.signal));
const deposit = (accountId: string, depth?: number) => append(store, depositMade(accountId, 1), depth);
/** Waits until the checkpoint is at the last event: everything is finished or parked. */
const allFinished = () =>
  advanceUntil(
    async () => ((await checkpoints.checkpoint('automation'))?.position ?? null) === (await store.lastPosition()),
  );
/** A policy that sends its commands, except those for which `failure` gives an error. */
const policy = (
  name: string,
  failure: (command: SentCommand) => Error | null = () => null,
  chunks?: readonly (readonly string[])[],
) =>
  onDeposit(
    name,
    async (command) => {
      const error = failure(command);
      if (error) throw error;
      sent.push(command);
    },
    chunks,
  );
const broken = (name = 'broken') => policy(name, () => BUG);
const keys = () => sent.map(({ key }) => key);
const policiesSent = () => sent.map(({ policy }) => policy);
const parkedInLog = () =>
  log.entries.filter(({ message }) => message === 'policy parked').map(({ details }) => details.policy);
const parkedCounts = async () => Object.fromEntries((await parkedWork.count()).map(({ name, count }) => [name, count]));
const parked = async () => (await parkedWork.list({ limit: 10 })).items;

describe('a policy whose command fails', () => {
  it('is parked for that event after five attempts, 200 ms apart, and handles later events', async () => {
    const attempts: SentCommand[] = [];
    const event = await deposit('a');
    const later = await deposit('a');
    const isOfFirst = ({ metadata }: SentCommand) => metadata.causationId === event.id;
    start(runnerOf(policy('broken', (command) => (isOfFirst(command) && attempts.push(command) ? BUG : null))));
    await advance(799);
    expect([attempts.length, log.entries]).toEqual([4, []]);
    await advance(1);
    expect(attempts).toHaveLength(5);
    expect(new Set(attempts.map(({ metadata }) => metadata.commandId)).size).toBe(1);
    expect(sent.map(({ metadata }) => metadata.causationId)).toEqual([later.id]);
    const details = { policy: 'broken', event: event.id, type: 'DepositMade', err: BUG };
    expect(log.entries).toEqual([{ level: 'error', message: 'policy parked', details }]);
    expect(await parkedCounts()).toEqual({ broken: 1 });
    await allFinished();
  });
  it.each([
    ['the event store', new EventStoreUnavailable('away')],
    ['the read store', new ReadStoreUnavailable('away')],
    ['a view', new ReadModelBehind('late')],
  ])('for lack of %s is never parked', async (_, outage) => {
    let attempts = 0;
    await deposit('a');
    start(runnerOf(policy('waiting', () => (++attempts <= 20 ? outage : null))));
    await allFinished();
    expect([attempts, keys(), log.entries]).toEqual([21, ['a'], []]);
  });
  it('waits for a store also when another of its commands fails with a bug', async () => {
    let attempts = 0;
    const failure = ({ key }: SentCommand) => {
      if (key === 'one') return BUG;
      return ++attempts <= 5 ? new EventStoreUnavailable('away') : null;
    };
    await deposit('a');
    start(runnerOf(policy('broken', failure, [['one', 'two']])));
    await allFinished();
    expect(new Set(keys())).toEqual(new Set(['two']));
    expect(parkedInLog()).toEqual(['broken']);
  });
});

describe('a policy that is parked does not stop', () => {
  const chunks = [['one', 'two'], ['three']];
  const firstFails = ({ key }: SentCommand) => (key === 'one' ? BUG : null);

  it.each([
    ['before', ['broken', 'notify-owner']],
    ['after', ['notify-owner', 'broken']],
  ])('another policy of the same event: listed %s it', async (_, names) => {
    await deposit('a');
    start(runnerOf(...names.map((name) => (name === 'broken' ? broken() : policy(name)))));
    await allFinished();
    expect(policiesSent()).toEqual(['notify-owner']);
    expect(parkedInLog()).toEqual(['broken']);
    expect(await parkedCounts()).toEqual({ broken: 1 });
  });
  it('another one from being parked under its own name', async () => {
    await deposit('a');
    start(runnerOf(broken('check-limit'), policy('notify-owner'), broken('print-statement')));
    await allFinished();
    expect(policiesSent()).toEqual(['notify-owner']);
    expect(parkedInLog().sort()).toEqual(['check-limit', 'print-statement']);
    expect(await parkedCounts()).toEqual({ 'check-limit': 1, 'print-statement': 1 });
  });
  it('its other commands, in the same chunk and in later ones', async () => {
    await deposit('a');
    start(runnerOf(policy('broken', firstFails, chunks)));
    await allFinished();
    expect(new Set(keys())).toEqual(new Set(['two', 'three']));
  });
  it('any of these right after the append; nothing is parked then', async () => {
    const event = await deposit('a');
    await runnerOf(policy('broken', firstFails, chunks), policy('notify-owner')).handleAppended([event]);
    expect(keys().sort()).toEqual(['a', 'three', 'two']);
    const details = { event: event.id, type: 'DepositMade', err: BUG };
    expect(log.entries).toEqual([
      { level: 'warn', message: 'policy will be tried again from the subscription', details },
    ]);
    expect(await parkedCounts()).toEqual({});
  });
});

describe('policies that trigger each other', () => {
  it('are all parked at the maximal depth, once', async () => {
    const runner = runnerOf(policy('notify-owner'), policy('check-limit'));
    await runner.handleAppended([await deposit('a', MAX_DEPTH - 1)]);
    const last = await deposit('b', MAX_DEPTH);
    await runner.handleAppended([last]);
    start(runner);
    await deposit('c');
    await allFinished();
    expect(keys()).toEqual(['a', 'a', 'c', 'c']);
    const err = new Error('policies follow each other in a circle');
    expect(log.entries).toEqual(
      ['notify-owner', 'check-limit'].map((policy) => ({
        level: 'error',
        message: 'policy parked',
        details: { policy, event: last.id, type: 'DepositMade', err },
      })),
    );
    expect(await parkedCounts()).toEqual({ 'notify-owner': 1, 'check-limit': 1 });
    expect((await parked()).map(({ cause, attempts }) => [cause, attempts])).toEqual([
      [err.message, 0],
      [err.message, 0],
    ]);
  });
});

describe('parked work', () => {
  const CONFLICT = new PolicyCommandRefused('CONFLICT');
  const BUG_WITH_DATA = new TypeError('no group for anna@example.org');
  it.each([
    ['a refusal that is not meant for the command', CONFLICT, 'refused: CONFLICT'],
    ['an unexpected error, without its message', BUG_WITH_DATA, 'TypeError'],
  ])('names its event and its cause: %s', async (_, error, cause) => {
    const { id, type, stream, revision, position } = await deposit('a');
    start(runnerOf(policy('broken', () => error)));
    await allFinished();
    const work = { kind: 'POLICY', name: 'broken', event: { id, type, stream, revision, position } };
    expect(await parked()).toEqual([
      { id: `POLICY.broken.${id}`, ...work, cause, attempts: 5, parkedAt: expect.any(String), retryRequested: false },
    ]);
  });
  it('is stored before the checkpoint passes its event', async () => {
    const parking = jest.spyOn(parkedWork, 'park');
    for (let n = 0; n < 3; n++) parking.mockRejectedValueOnce(new ReadStoreUnavailable('away'));
    await deposit('a');
    start(runnerOf(broken()));
    await advanceUntil(() => parking.mock.calls.length === 3);
    expect([await checkpoints.checkpoint('automation'), parkedInLog()]).toEqual([null, []]);
    await allFinished();
    expect([await parkedCounts(), parkedInLog()]).toEqual([{ broken: 1 }, ['broken']]);
  });
  it('is not lost when the process ends before it is stored', async () => {
    jest.spyOn(parkedWork, 'park').mockRejectedValueOnce(new ReadStoreUnavailable('away'));
    await deposit('a');
    start(runnerOf(broken()));
    await advance(800);
    stop.abort();
    await Promise.all(running);
    expect(await checkpoints.checkpoint('automation')).toBeNull();
  });

  describe('that is to be retried', () => {
    let works: boolean;
    beforeEach(async () => {
      works = false;
      await deposit('a');
      await deposit('a');
      start(runnerOf(policy('broken', () => (works ? null : BUG))));
      await allFinished();
      expect(await parkedCounts()).toEqual({ broken: 2 });
    });
    const retryFirst = async () => {
      const [first] = await parked();
      await parkedWork.retry(first!.id);
      return first!;
    };

    it('is handled again, and is gone when that succeeds', async () => {
      works = true;
      const { event } = await retryFirst();
      await advanceUntil(async () => (await parked()).length === 1);
      expect(sent.map(({ metadata }) => metadata.causationId)).toEqual([event.id]);
      expect((await parked())[0]!.event.id).not.toBe(event.id);
    });
    it('stays parked when it fails again, and is not tried again by itself', async () => {
      const { id, parkedAt } = await retryFirst();
      await advanceUntil(() => parkedInLog().length === 3);
      await advance(10_000);
      expect(parkedInLog()).toHaveLength(3);
      expect(await parked()).toContainEqual(expect.objectContaining({ id, parkedAt, retryRequested: false }));
    });
    it('is retried once at a time, however long that takes', async () => {
      works = true;
      let end = () => {};
      const readStream = jest.spyOn(store, 'readStream');
      const from = (await parked())[0]!.event.revision;
      const event = (await store.readStream(`account-a`, { from, limit: 1 }))[0]!;
      readStream.mockClear();
      readStream.mockReturnValueOnce(new Promise((resolve) => (end = () => resolve([event]))));
      await retryFirst();
      await advance(10_000);
      expect(readStream).toHaveBeenCalledTimes(1);
      end();
      await advanceUntil(async () => (await parked()).length === 1);
      expect(sent).toHaveLength(1);
    });
    it('is dropped when its event is gone: an older copy of the events was restored', async () => {
      const { id } = await retryFirst();
      jest.spyOn(store, 'readStream').mockResolvedValueOnce([]);
      await advanceUntil(async () => (await parked()).length === 1);
      expect((await parked())[0]!.id).not.toBe(id);
      expect(parkedInLog()).toHaveLength(2);
    });
  });

  it('is dropped when the policies begin at the first event again', async () => {
    await deposit('a');
    let works = false;
    const runner = () => runnerOf(policy('broken', () => (works ? null : BUG)));
    start(runner());
    await allFinished();
    stop.abort();
    await Promise.all(running);
    stop = new AbortController();
    await checkpoints.saveCheckpoint('automation', { position: 1n, storeId: 'another', caughtUpAt: null });
    works = true;
    start(runner());
    await advanceUntil(() => sent.length === 1);
    expect(await parked()).toEqual([]);
  });
});
