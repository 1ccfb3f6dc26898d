import { MAX_DEPTH } from '@app/decider';
import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { depositMade } from '../../kernel/testing/accounts.examples';
import { advance, advanceUntil, useFakeTime } from '../../projections/testing/fake-time';
import { recordingLogger } from '../../projections/testing/recording-logger';
import { accountOf, append, onDeposit, type SentCommand } from './deposit-policies.examples';
import { parkedPolicies } from './metrics';
import { type PolicyHandler, PolicyRunner } from './policy-runner';

const BUG = new Error('a bug');
let store: InMemoryEventStore;
let checkpoints: InMemoryReadStore;
let sent: SentCommand[];
let log: ReturnType<typeof recordingLogger>;
let stop: AbortController;
let running: Promise<void>[];

beforeEach(() => {
  useFakeTime();
  [store, checkpoints, log] = [new InMemoryEventStore(), new InMemoryReadStore(), recordingLogger()];
  [sent, running] = [[], []];
  stop = new AbortController();
  parkedPolicies.reset();
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  jest.useRealTimers();
});

const runnerOf = (...policies: PolicyHandler[]) => new PolicyRunner(policies, accountOf, store, checkpoints, log);
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
const parkedInMetrics = async () =>
  Object.fromEntries((await parkedPolicies.get()).values.map(({ labels, value }) => [labels.policy, value]));

describe('a policy whose command fails', () => {
  it('is parked for that event after five attempts, 200 ms apart, and handles later events', async () => {
    const attempts: SentCommand[] = [];
    const event = await deposit('a');
    await deposit('a');
    start(runnerOf(policy('broken', (command) => (attempts.push(command) <= 5 ? BUG : null))));
    await advance(799);
    expect([attempts.length, log.entries]).toEqual([4, []]);
    await advance(1);
    expect(attempts).toHaveLength(6);
    expect(new Set(attempts.slice(0, 5).map(({ metadata }) => metadata.commandId)).size).toBe(1);
    expect(attempts[5]!.metadata.commandId).not.toBe(attempts[4]!.metadata.commandId);
    const details = { policy: 'broken', event: event.id, type: 'DepositMade', err: BUG };
    expect(log.entries).toEqual([{ level: 'error', message: 'policy parked', details }]);
    expect(await parkedInMetrics()).toEqual({ broken: 1 });
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
    expect(await parkedInMetrics()).toEqual({ broken: 1 });
  });
  it('another one from being parked under its own name', async () => {
    await deposit('a');
    start(runnerOf(broken('check-limit'), policy('notify-owner'), broken('print-statement')));
    await allFinished();
    expect(policiesSent()).toEqual(['notify-owner']);
    expect(parkedInLog().sort()).toEqual(['check-limit', 'print-statement']);
    expect(await parkedInMetrics()).toEqual({ 'check-limit': 1, 'print-statement': 1 });
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
    expect(await parkedInMetrics()).toEqual({});
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
    expect(await parkedInMetrics()).toEqual({ 'notify-owner': 1, 'check-limit': 1 });
  });
  it('are parked by the subscription too', async () => {
    await deposit('b', MAX_DEPTH);
    await deposit('c');
    start(runnerOf(policy('notify-owner'), policy('check-limit')));
    await allFinished();
    expect(keys()).toEqual(['c', 'c']);
    expect(await parkedInMetrics()).toEqual({ 'notify-owner': 1, 'check-limit': 1 });
  });
});
