import { policyCommandMetadata } from '@app/decider';
import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import type { Recorded } from '@app/kernel';
import { ParkedWorkStore } from '@app/projections';
import { depositMade, withdrawalMade } from '../../kernel/testing/accounts.examples';
import { advance, advanceUntil, settle, useFakeTime } from '../../projections/testing/fake-time';
import { recordingLogger } from '../../projections/testing/recording-logger';
import { accountOf, append, onDeposit, type SentCommand } from './deposit-policies.examples';
import type { PolicyHandler } from './policy-handler';
import { PolicyRunner } from './policy-runner';

const CHECKPOINT = 'automation';
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
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  jest.useRealTimers();
});

/** A policy whose commands succeed. */
const succeeding = (name = 'notify-owner') => onDeposit(name, async (command) => void sent.push(command));
/** A policy whose commands run until `finish` is called with their key. */
function manual(name = 'notify-owner') {
  const open = new Map<string, () => void>();
  const policy = onDeposit(name, (command) => {
    sent.push(command);
    return new Promise((resolve) => open.set(command.key, resolve));
  });
  const finish = async (key: string) => {
    open.get(key)!();
    await settle();
  };
  return { policy, finish };
}
const runnerOf = (...policies: PolicyHandler[]) =>
  new PolicyRunner(policies, accountOf, store, checkpoints, new ParkedWorkStore(checkpoints), log);
/** Runs the subscription until the end of the test, or until the signal aborts. */
function start(runner: PolicyRunner, signal = stop.signal) {
  running.push(runner.run(signal));
}
const deposit = (accountId: string, depth?: number) => append(store, depositMade(accountId, 1), depth);
/** An event that no policy handles. */
const withdraw = (accountId: string) => append(store, withdrawalMade(accountId, 1));
const keys = () => sent.map(({ key }) => key);
const savedPosition = async () => (await checkpoints.checkpoint(CHECKPOINT))?.position ?? null;
const logged = () => log.entries.map(({ level, message }) => `${level}: ${message}`);
/** Waits until the checkpoint is at the last event: everything is finished. */
const allFinished = () => advanceUntil(async () => (await savedPosition()) === (await store.lastPosition()));

describe('an appended event', () => {
  it('leads to the commands of every policy on its type, with metadata that names it as their cause', async () => {
    const event = await deposit('a', 3);
    await runnerOf(succeeding('notify-owner'), succeeding('check-limit')).handleAppended([event]);
    expect(sent).toEqual([
      { policy: 'notify-owner', key: 'a', metadata: policyCommandMetadata(event, 'notify-owner', 'a') },
      { policy: 'check-limit', key: 'a', metadata: policyCommandMetadata(event, 'check-limit', 'a') },
    ]);
    expect(sent[0]!.metadata).toMatchObject({ causationId: event.id, depth: 4 });
  });
  it('of another type leads to none', async () => {
    const runner = runnerOf(succeeding());
    await runner.handleAppended([await withdraw('a')]);
    await runner.handleAppended([]);
    expect(sent).toEqual([]);
  });
  it('is handled when the commands for all events have finished', async () => {
    const { policy, finish } = manual();
    let isHandled = false;
    const handling = runnerOf(policy)
      .handleAppended([await deposit('a'), await deposit('b')])
      .then(() => (isHandled = true));
    await settle();
    await finish('b');
    expect(isHandled).toBe(false);
    await finish('a');
    await handling; // no time passes
  });
  it('is waited for one and a half seconds at most', async () => {
    const { policy } = manual();
    let hasReturned = false;
    void runnerOf(policy)
      .handleAppended([await deposit('a')])
      .then(() => (hasReturned = true));
    await advance(1499);
    expect(hasReturned).toBe(false);
    await advance(1);
    expect(hasReturned).toBe(true);
  });
  it('is not waited for when its call has just waited in vain, as one that appends for each of many people would', async () => {
    const { policy } = manual();
    const runner = runnerOf(policy);
    const call = crypto.randomUUID();
    const ofCall = (event: Recorded, depth = 0): Recorded => ({
      ...event,
      metadata: { ...event.metadata, correlationId: call, depth },
    });
    let appended = 0;
    const since = Date.now();
    const calling = (async () => {
      for (; appended < 14; appended++) await runner.handleAppended([ofCall(await deposit(`a${appended}`))]);
    })();
    await advanceUntil(() => appended === 14);
    await calling;
    expect(Date.now() - since).toBeLessThanOrEqual(2000);
    expect(keys()).toHaveLength(8); // as many as may be in flight: all have begun

    let others = 0;
    for (const event of [await deposit('b'), ofCall(await deposit('c'), 1)])
      void runner.handleAppended([event]).then(() => others++);
    await advance(1000);
    expect(others).toBe(0); // another call waits, and so does a policy
    await advance(1000);
    expect(others).toBe(2);
  });
  it('is waited for one and a half seconds in all, by a call that appends again and again', async () => {
    const runner = runnerOf(onDeposit('notify-owner', () => new Promise<void>((resolve) => setTimeout(resolve, 1000))));
    const since = Date.now();
    let appended = 0;
    const metadata = { correlationId: crypto.randomUUID(), depth: 0 };
    const calling = (async () => {
      for (; appended < 14; appended++) {
        const event = await deposit(`a${appended}`);
        await runner.handleAppended([{ ...event, metadata: { ...event.metadata, ...metadata } }]);
      }
    })();
    await advanceUntil(() => appended === 14);
    await calling;
    expect(Date.now() - since).toBeLessThanOrEqual(1500);
  });
  it('whose command fails is logged, and handled again by the subscription', async () => {
    let attempts = 0;
    const runner = runnerOf(
      onDeposit('notify-owner', async (command) => {
        if (++attempts === 1) throw new Error('not now');
        sent.push(command);
      }),
    );
    await runner.handleAppended([await deposit('a')]);
    expect(logged()).toEqual(['warn: policy will be tried again from the subscription']);
    start(runner);
    await allFinished();
    expect(keys()).toEqual(['a']);
  });
});

describe('the subscription', () => {
  it('handles what was appended before it began, and what comes', async () => {
    await deposit('a');
    start(runnerOf(succeeding()));
    await allFinished();
    expect(keys()).toEqual(['a']);
    await deposit('b');
    await allFinished();
    expect(keys()).toEqual(['a', 'b']);
  });
  it.each(['before', 'after'] as const)(
    'does not repeat what is handled right after the append, when that begins %s it gets the event',
    async (order) => {
      const { policy, finish } = manual();
      const runner = runnerOf(policy);
      const event = await deposit('a');
      if (order === 'after') start(runner);
      await settle();
      const handling = runner.handleAppended([event]);
      if (order === 'before') start(runner);
      await settle();
      await finish('a');
      await handling;
      await allFinished();
      expect(keys()).toEqual(['a']);
    },
  );
  it('skips what was handled right after the append', async () => {
    const runner = runnerOf(succeeding());
    await runner.handleAppended([await deposit('a')]);
    start(runner);
    await deposit('b');
    await allFinished();
    expect(keys()).toEqual(['a', 'b']);
  });
  it('sends the same commands again for events that another process has handled', async () => {
    await runnerOf(succeeding()).handleAppended([await deposit('a')]);
    start(runnerOf(succeeding()));
    await allFinished();
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });
  it('handles events while others, of the same lane too, are not finished', async () => {
    const { policy, finish } = manual();
    for (const account of ['a', 'b', 'a']) await deposit(account);
    start(runnerOf(policy));
    await advance(5000);
    expect(keys()).toEqual(['a', 'b', 'a']);
    await finish('a');
  });
  it('keeps its checkpoint before the first event that is not finished', async () => {
    const { policy, finish } = manual();
    start(runnerOf(policy));
    await withdraw('c');
    await allFinished();
    await deposit('a');
    await deposit('b');
    await settle();
    await finish('b');
    await withdraw('c');
    await advance(5000);
    expect(await savedPosition()).toBe(1n);
    await finish('a');
    await allFinished();
    expect(await savedPosition()).toBe(4n);
  });
  it('begins again with what was not finished when it was stopped', async () => {
    const first = new AbortController();
    const failing = onDeposit('notify-owner', async (command) => {
      sent.push(command);
      if (command.key === 'b') throw new EventStoreUnavailable('away');
    });
    await deposit('a');
    await deposit('b');
    await deposit('c');
    start(runnerOf(failing), first.signal);
    await advanceUntil(async () => keys().includes('c') && (await savedPosition()) === 1n);
    first.abort();
    await Promise.all(running);
    sent = [];
    start(runnerOf(succeeding()));
    await allFinished();
    expect(keys()).toEqual(['b', 'c']);
  });
  it('does not move its checkpoint past an event that was being retried when it was stopped', async () => {
    const failing = onDeposit('notify-owner', async ({ key }) => {
      if (key === 'b') throw new EventStoreUnavailable('away');
    });
    await deposit('a');
    await deposit('b');
    start(runnerOf(failing));
    await settle();
    let endSave = () => {};
    const saving = jest.spyOn(checkpoints, 'saveCheckpoint');
    saving.mockReturnValueOnce(new Promise((resolve) => (endSave = resolve)));
    await withdraw('c');
    await settle();
    expect(saving).toHaveBeenCalledWith(CHECKPOINT, expect.objectContaining({ position: 1n }));
    stop.abort();
    await settle();
    endSave();
    await Promise.all(running);
    expect(saving).toHaveBeenCalledTimes(1);
  });
});

describe('the checkpoint is saved', () => {
  let finish: () => Promise<void>;
  beforeEach(async () => {
    const { policy, finish: finishKey } = manual();
    start(runnerOf(policy));
    await withdraw('c');
    await deposit('a');
    await settle();
    expect([keys(), await savedPosition()]).toEqual([['a'], 1n]);
    finish = async () => {
      await finishKey('a');
      expect(await savedPosition()).toBe(1n);
    };
  });

  it('with each batch', async () => {
    await finish();
    await withdraw('c');
    await settle(); // no time passes
    expect(await savedPosition()).toBe(3n);
  });
  it('every second, for events that are finished after their batch', async () => {
    await finish();
    await advance(999);
    expect(await savedPosition()).toBe(1n);
    await advance(1);
    expect(await savedPosition()).toBe(2n);
  });
  it('a second later when the store was unavailable', async () => {
    await finish();
    jest.spyOn(checkpoints, 'saveCheckpoint').mockRejectedValueOnce(new ReadStoreUnavailable('away'));
    await advance(1000);
    expect(logged()).toEqual(['warn: policies wait for a store']);
    expect(await savedPosition()).toBe(1n);
    await advance(1000);
    expect(await savedPosition()).toBe(2n);
  });
  it('when the subscription ends', async () => {
    await finish();
    stop.abort();
    await Promise.all(running);
    expect(await savedPosition()).toBe(2n);
  });
});

describe('a checkpoint', () => {
  it('of another event store is ignored', async () => {
    await checkpoints.saveCheckpoint(CHECKPOINT, { position: 1n, storeId: 'another', caughtUpAt: null });
    await deposit('a');
    start(runnerOf(succeeding()));
    await advanceUntil(() => sent.length === 1);
    await advance(1000);
    expect(await checkpoints.checkpoint(CHECKPOINT)).toMatchObject({ position: 1n, storeId: await store.identity() });
    expect(keys()).toEqual(['a']);
  });
  it('beyond the end of the event store, which was restored from a backup, is ignored', async () => {
    const storeId = await store.identity();
    await checkpoints.saveCheckpoint(CHECKPOINT, { position: 5n, storeId, caughtUpAt: null });
    await deposit('a');
    start(runnerOf(succeeding()));
    await deposit('b');
    await advanceUntil(() => sent.length === 2);
    expect(keys()).toEqual(['a', 'b']);
  });
  it('beyond the end is gone for good: what is appended later is not skipped at the next start', async () => {
    await checkpoints.saveCheckpoint(CHECKPOINT, { position: 5n, storeId: await store.identity(), caughtUpAt: null });
    await deposit('a');
    const first = new AbortController();
    start(runnerOf(succeeding()), first.signal);
    await advanceUntil(() => sent.length === 1);
    await advance(2000);
    first.abort();
    await Promise.all(running);
    for (const account of ['b', 'c', 'd', 'e', 'f']) await deposit(account); // at 2 to 6
    start(runnerOf(succeeding()));
    await advance(2000);
    expect(keys()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});
