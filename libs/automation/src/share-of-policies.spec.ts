import { EventStoreUnavailable, InMemoryEventStore } from '@app/event-store';
import type { Recorded } from '@app/kernel';
import { ParkedWorkStore } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { depositMade } from '../../kernel/testing/accounts.examples';
import { settle, useFakeTime } from '../../projections/testing/fake-time';
import { recordingLogger } from '../../projections/testing/recording-logger';
import { accountOf, append, onDeposit, type SentCommand } from './deposit-policies.examples';
import type { PolicyHandler } from './policy-handler';
import { PolicyRunner } from './policy-runner';

/** So many commands of policies may be in flight in a process, and so many of one policy and event. */
const [MAX_IN_FLIGHT, MAX_IN_FLIGHT_OF_EVENT] = [8, 4];
const MANY = 1000;

let store: InMemoryEventStore;
beforeEach(() => {
  useFakeTime(); // time stands still: what needs a timer to go on never ends
  store = new InMemoryEventStore();
});
afterEach(() => jest.useRealTimers());

const runnerOf = (...policies: PolicyHandler[]) => {
  const checkpoints = new InMemoryReadStore();
  return new PolicyRunner(policies, accountOf, store, checkpoints, new ParkedWorkStore(checkpoints), recordingLogger());
};
const deposit = (accountId: string) => append(store, depositMade(accountId, 1));

/** A policy on deposits that sends this many commands, in two chunks; for an account `small…`, one. */
const manyCommands = (send: (command: SentCommand, event: Recorded) => Promise<void>, count = MANY): PolicyHandler => ({
  name: 'notify-owner',
  on: ['DepositMade'],
  commands: async function* (event) {
    const account = accountOf(event);
    const keys = Array.from({ length: account.startsWith('small') ? 1 : count }, (_, n) => `${account}${n}`);
    for (const chunk of [keys.slice(0, count / 2), keys.slice(count / 2)])
      yield chunk.map((key) => ({
        key,
        send: (metadata) => send({ policy: 'notify-owner', key, metadata }, event),
      }));
  },
});

describe('the commands of policies', () => {
  it('are in flight a few at a time: of one event, and of all', async () => {
    const inFlight = new Map<string, number>();
    const most = { ofEvent: 0, ofAll: 0 };
    const add = (account: string, change: number) => {
      inFlight.set(account, (inFlight.get(account) ?? 0) + change);
      most.ofEvent = Math.max(most.ofEvent, ...inFlight.values());
      most.ofAll = Math.max(most.ofAll, [...inFlight.values()].reduce((sum, n) => sum + n, 0)); // prettier-ignore
    };
    let sent = 0;
    const policy = manyCommands(async (_, event) => {
      add(accountOf(event), 1);
      await nextTurn();
      add(accountOf(event), -1);
      sent++;
    });
    await runnerOf(policy).handleAppended([await deposit('a'), await deposit('b'), await deposit('c')]);
    expect(sent).toBe(3 * MANY);
    expect(most).toEqual({ ofEvent: MAX_IN_FLIGHT_OF_EVENT, ofAll: MAX_IN_FLIGHT });
  });

  it('take turns by lane: one of another lane is sent soon, however many are under way', async () => {
    const sent: string[] = [];
    const policy = manyCommands(async ({ key }) => {
      sent.push(key);
      await nextTurn();
    });
    const runner = runnerOf(policy);
    const big = runner.handleAppended([await deposit('a'), await deposit('b'), await deposit('c')]);
    const small = await deposit('small');
    while (sent.length < 100) await nextTurn();
    const before = sent.length;
    await runner.handleAppended([small]);
    expect(sent.indexOf('small0') - before).toBeLessThanOrEqual(MAX_IN_FLIGHT);
    expect(sent.length).toBeLessThan(200);
    await big;
    expect(sent).toHaveLength(3 * MANY + 1);
  });

  it('leave turns of the event loop to other work, also when a command ends without waiting', async () => {
    let sent = 0;
    let mostInTurn = 0;
    const runner = runnerOf(manyCommands(async () => void sent++));
    let isOver = false;
    const event = await deposit('a');
    const handling = runner.handleAppended([event]).then(() => (isOver = true));
    for (let before = 0; !isOver; before = sent) {
      await nextTurn();
      mostInTurn = Math.max(mostInTurn, sent - before);
    }
    await handling;
    expect(sent).toBe(MANY);
    expect(mostInTurn).toBeLessThanOrEqual(MAX_IN_FLIGHT);
  });

  it('give their slot to the policies of their own events while they wait for them', async () => {
    const sent: string[] = [];
    const runner: PolicyRunner = runnerOf(
      manyCommands(async ({ key, metadata }) => {
        sent.push(key);
        if (metadata.depth > 3) return;
        const { depth } = metadata;
        await runner.handleAppended([await append(store, depositMade(`small-${key}`, 1), depth)]); // no time passes
      }, 4 * MAX_IN_FLIGHT),
    );
    await runner.handleAppended([await deposit('a'), await deposit('b'), await deposit('c')]);
    expect(sent).toHaveLength(3 * 4 * MAX_IN_FLIGHT * 4);
  });

  it('are not sent any more once a store is unavailable', async () => {
    let sent = 0;
    const policy = manyCommands(() => {
      sent++;
      return Promise.reject(new EventStoreUnavailable('no reply'));
    });
    await runnerOf(policy).handleAppended([await deposit('a')]);
    expect(sent).toBeLessThanOrEqual(MAX_IN_FLIGHT_OF_EVENT);
  });
});

describe('the subscription', () => {
  it.each([
    ['is handled since its append', true],
    ['it came to itself, as after a crash', false],
  ])(
    'handles events of other lanes while more events than may run at once are behind a large one of their lane that %s',
    async (_, afterAppend) => {
      const sent: string[] = [];
      let finish = () => {};
      const first = new Promise<void>((resolve) => (finish = resolve));
      const runner = runnerOf(
        onDeposit('notify-owner', ({ key }) => (sent.push(key), sent.length === 1 ? first : Promise.resolve())),
      );
      const large = await deposit('a');
      const handling = afterAppend ? runner.handleAppended([large]) : Promise.resolve();
      await settle();
      for (let n = 0; n < 1100; n++) await deposit('a');
      await deposit('b'); // of another process: nothing here has handled it after its append
      const stop = new AbortController();
      const run = runner.run(stop.signal);
      for (let turn = 0; turn < 5000 && !sent.includes('b'); turn++) await nextTurn();
      const wasHandled = sent.includes('b');
      finish();
      await handling;
      stop.abort();
      await jest.advanceTimersByTimeAsync(1000);
      await run;
      expect([sent[0], wasHandled]).toEqual(['a', true]);
    },
  );
});
