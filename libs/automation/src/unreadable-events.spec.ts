import { EventUnreadable, InMemoryEventStore, UpcastingEventStore } from '@app/event-store';
import type { StoredEvents } from '@app/kernel';
import { ParkedWorkStore } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { depositMade } from '../../kernel/testing/accounts.examples';
import { advanceUntil, useFakeTime } from '../../projections/testing/fake-time';
import { recordingLogger } from '../../projections/testing/recording-logger';
import { accountOf, append, onDeposit } from './deposit-policies.examples';
import { PolicyRunner } from './policy-runner';

const stored = (...types: string[]): StoredEvents[] => [{ prefix: 'account-', types }];
let store: InMemoryEventStore;
let checkpoints: InMemoryReadStore;
let parkedWork: ParkedWorkStore;
let handled: string[];

beforeEach(() => {
  useFakeTime();
  [store, checkpoints, handled] = [new InMemoryEventStore(), new InMemoryReadStore(), []];
  parkedWork = new ParkedWorkStore(checkpoints);
});
afterEach(() => jest.useRealTimers());

/** Runs the policies of a build that knows these types until all is finished and `until` holds. */
async function run(types: readonly string[], send: (account: string) => void, until = () => Promise.resolve(true)) {
  const policy = onDeposit('notify', async ({ key }) => send(key));
  const events = new UpcastingEventStore(store, stored(...types), () => {});
  const runner = new PolicyRunner([policy], accountOf, events, checkpoints, parkedWork, recordingLogger());
  const stop = new AbortController();
  const running = runner.run(stop.signal);
  await advanceUntil(
    async () =>
      (await checkpoints.checkpoint('automation'))?.position === (await store.lastPosition()) && (await until()),
  );
  stop.abort();
  await running;
}
const noneToRetry = async () => (await parkedWork.toRetry('EVENT', 1)).length === 0;
const parked = async () =>
  (await parkedWork.list({ limit: 10 })).items.map(({ kind, name, cause, event }) => [kind, name, event.stream, cause]);

it('an event that cannot be read is parked, and later events are handled', async () => {
  await append(store, { type: 'DepositMade', data: { accountId: 'a' } });
  await store.append('account-x', [{ ...(await newEvent()), data: 'text' as never }], -1);
  await append(store, depositMade('b', 1));
  await run(['DepositMade'], (account) => handled.push(account));
  expect(handled).toEqual(['a', 'y', 'b']);
  expect(await parked()).toEqual([['EVENT', 'policies', 'account-x', 'NOT_JSON']]);
});

it('a retry handles an event once it can be read, and leaves it parked until then', async () => {
  await append(store, depositMade('a', 1));
  await append(store, { type: 'AccountOpened', data: { accountId: 'b' } });
  await run(['AccountOpened'], (account) => handled.push(account));
  expect(await parked()).toEqual([['EVENT', 'policies', 'account-a', 'UNKNOWN_TYPE']]);
  for (const [types, accounts, left] of [
    [['AccountOpened'], [], 1],
    [['AccountOpened', 'DepositMade'], ['a'], 0],
  ] as const) {
    for (const { id } of (await parkedWork.list({ limit: 10 })).items) await parkedWork.retry(id);
    await run(types, (account) => handled.push(account), noneToRetry);
    expect(handled).toEqual(accounts);
    expect(await parked()).toHaveLength(left);
  }
});

it('a policy whose command needs a stream that cannot be read is parked, like one that fails for another reason', async () => {
  await append(store, depositMade('a', 1));
  await append(store, depositMade('b', 1));
  const event = { id: 'e', type: 'T', stream: 'account-z', revision: 0, position: 1n, unreadable: 'NOT_JSON' } as const;
  await run(['DepositMade'], (account) => {
    if (account === 'a') throw new EventUnreadable(event);
    handled.push(account);
  });
  expect(handled).toEqual(['b']);
  expect(await parked()).toEqual([['POLICY', 'notify', 'account-a', 'EventUnreadable']]);
});

/** The parts of an event that was appended. */
async function newEvent() {
  const { type, metadata } = await append(store, depositMade('y', 1));
  return { id: crypto.randomUUID(), type, metadata };
}
