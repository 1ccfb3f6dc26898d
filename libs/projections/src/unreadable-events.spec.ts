import { InMemoryEventStore, UpcastingEventStore } from '@app/event-store';
import { type Event, type StoredEvents } from '@app/kernel';
import { everything, InMemoryReadStore } from '@app/read-store';
import {
  accountClosed,
  accountOpened,
  accountStream,
  branchRenamed,
  depositMade,
  withMetadata,
} from '../../kernel/testing/accounts.examples';
import { recordingLogger } from '../testing/recording-logger';
import { append, CHECKPOINT, collection, view } from './accounts-view.examples';
import { ParkedWorkStore } from './parked-work';
import { Projector } from './projector';
import { ViewProgress } from './view-progress';

/** A projector that hangs fails its test after this time. */
const SAFETY_LIMIT_MS = 60_000;
jest.setTimeout(SAFETY_LIMIT_MS);

const stored = (...types: string[]): StoredEvents[] => [
  { prefix: 'account-', types: ['AccountOpened', 'DepositMade', 'AccountClosed', ...types] },
];
const today = stored();
const of = (accountId: string) => accountStream(accountId);
const unreadableEvent = { type: 'DepositMade', data: 'text' as never };
const renamed: Event = { type: 'AccountOpened', data: { accountId: 'a', branch: 'south', firstDeposit: 9 } };

let events: InMemoryEventStore;
let store: InMemoryReadStore;
let parked: ParkedWorkStore;
let log: ReturnType<typeof recordingLogger>;
beforeEach(() => {
  events = new InMemoryEventStore();
  store = new InMemoryReadStore();
  parked = new ParkedWorkStore(store);
  log = recordingLogger();
});
const add = (accountId: string, ...some: readonly Event[]) => append(events, of(accountId), ...some);
/** Appends to a stream whose last event cannot be read, at this revision. */
const addAfter = (revision: number, accountId: string, event: Event) =>
  events.append(of(accountId), withMetadata([event]), revision);

/** Runs a projector of a build that knows these types until it has processed every event and `until` holds. */
async function project(types = today, until: () => Promise<boolean> = () => Promise.resolve(true)) {
  const [progress, stop] = [new ViewProgress(), new AbortController()];
  const reader = new UpcastingEventStore(events, types, () => {});
  const run = new Projector(view, reader, store, progress, log).run(stop.signal);
  await progress.waitForPosition(['accounts'], await events.lastPosition(), SAFETY_LIMIT_MS);
  while (progress.lagging(['accounts'], SAFETY_LIMIT_MS).length > 0 || !(await until()))
    await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await run;
}
/** Requests a retry of the only parked work, and runs a projector of this build until it has tried. */
async function retry(types = today) {
  const [work] = await allParked();
  expect(await parked.retry(work!.id)).toBe(true);
  await project(types, async () => (await parked.toRetry('EVENT', 1)).length === 0);
}
const allParked = async () => (await parked.list({ limit: 10 })).items;
const parkedEvents = async () =>
  (await allParked()).map(({ kind, name, cause, event }) => [kind, name, event.stream, event.revision, cause]);
async function documents() {
  const found = await store.find(collection, { siteId: 'studio', filter: everything, limit: 1000 });
  return Object.fromEntries(found.documents.map(({ id, document: { siteId: _, ...document } }) => [id, document]));
}
const north = (...amounts: number[]) => ({ branch: 'north', amounts });

describe('an event that cannot be read', () => {
  it.each([
    ['has data of no use', unreadableEvent, 'NOT_JSON'],
    ['has a type that this build does not know', { type: 'AccountFrozen', data: { accountId: 'a' } }, 'UNKNOWN_TYPE'],
  ])(
    'because it %s is parked, its document keeps what it had, and everything else goes on',
    async (_, event: Event, cause) => {
      await add('a', accountOpened('a', 1));
      await add('b', accountOpened('b', 1));
      await add('a', event);
      await add('b', depositMade('b', 2));
      await project();
      expect(await documents()).toEqual({ a: { ...north(1), staleSince: '3' }, b: north(1, 2) });
      expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 4n });
      expect(await parkedEvents()).toEqual([['EVENT', 'accounts', 'account-a', 1, cause]]);
    },
  );
  it('leaves its document stale whatever is folded into it later, until it is removed', async () => {
    await add('a', accountOpened('a', 1), unreadableEvent);
    await addAfter(1, 'a', renamed);
    await project();
    expect(await documents()).toEqual({ a: { branch: 'south', amounts: [1, 9], staleSince: '2' } });
    await addAfter(2, 'a', accountClosed('a'));
    await addAfter(3, 'a', accountOpened('a', 7));
    await project();
    expect(await documents()).toEqual({ a: north(7) });
  });
  it('is not parked for a view that its stream has no part in', async () => {
    await append(events, 'command-x', unreadableEvent);
    await project();
    expect(await parkedEvents()).toEqual([]);
  });
  it('is parked once however often it comes, and forgotten when the view is rebuilt without it', async () => {
    await add('a', accountOpened('a', 1), unreadableEvent);
    for (let n = 0; n < 2; n++) {
      await store.clear(collection, CHECKPOINT);
      await project();
      expect(await parkedEvents()).toHaveLength(1);
    }
    events = new InMemoryEventStore();
    await add('a', accountOpened('a', 1));
    await project();
    expect(await parkedEvents()).toEqual([]);
  });
});

describe('an event that a projection throws on', () => {
  it.each<[string, Event]>([
    ['in a fold', depositMade('a', -1)],
    ['in the fold that makes the document', accountOpened('x', -1)],
    ['for want of a document id', { type: 'DepositMade', data: {} }],
    ['in the id of the document', { type: 'DepositMade', data: { accountId: 5 } }],
    ['in a set-based update', branchRenamed('north', '')],
    ['in the choice of the documents of a set-based update', { type: 'BranchClosed', data: {} }],
  ])('%s is parked and named in one log line, and everything else goes on', async (_, event) => {
    await add('a', accountOpened('a', 1));
    await append(events, 'other', event);
    await add('b', accountOpened('b', 1), depositMade('b', 2));
    await project([]);
    expect(await documents()).toMatchObject({ a: north(1), b: north(1, 2) });
    expect(await store.checkpoint(CHECKPOINT)).toMatchObject({ position: 4n });
    expect(await parkedEvents()).toEqual([['EVENT', 'accounts', 'other', 0, expect.stringMatching(/Error$/)]]);
    const [work] = await allParked();
    expect(log.entries.map(({ level, details }) => [level, details.event])).toEqual([['error', work!.event.id]]);
  });
});

describe('a retry of a parked event', () => {
  const later = stored('AccountFrozen', 'WithdrawalMade', 'BranchRenamed');
  const withdrawal: Event = { type: 'WithdrawalMade', data: { accountId: 'a', amount: 5 } };

  it('folds it once it can be read, if nothing was folded into its document since', async () => {
    await add('a', accountOpened('a', 9), withdrawal);
    await add('b', accountOpened('b', 1));
    await project();
    expect(await documents()).toEqual({ a: { ...north(9), staleSince: '2' }, b: north(1) });
    await retry(later);
    expect(await documents()).toEqual({ a: north(9, -5), b: north(1) });
    expect(await parkedEvents()).toEqual([]);
    await add('a', depositMade('a', 3));
    await project(later);
    expect(await documents()).toEqual({ a: north(9, -5, 3), b: north(1) });
  });
  it('only clears the mark when the view has no use for the event', async () => {
    await add('a', accountOpened('a', 9), { type: 'AccountFrozen', data: { accountId: 'a' } });
    await project();
    await retry(later);
    expect(await documents()).toEqual({ a: north(9) });
    expect(await parkedEvents()).toEqual([]);
  });
  it('leaves it parked while it cannot be read', async () => {
    await add('a', accountOpened('a', 9), withdrawal);
    await project();
    await retry(today);
    expect(await documents()).toEqual({ a: { ...north(9), staleSince: '2' } });
    expect(await parkedEvents()).toEqual([['EVENT', 'accounts', 'account-a', 1, 'UNKNOWN_TYPE']]);
  });
  it.each<[string, readonly Event[]]>([
    ['its document has changed since', [withdrawal, depositMade('a', 3)]],
    ['its document lacks an earlier event too', [unreadableEvent, withdrawal]],
    ['it is set-based', [branchRenamed('north', 'North')]],
  ])('leaves it parked, with the advice to rebuild the view, when %s', async (_, some) => {
    await add('a', accountOpened('a', 9), ...some);
    await project();
    const before = await documents();
    const work = (await allParked()).find(({ cause }) => cause === 'UNKNOWN_TYPE')!;
    await parked.retry(work.id);
    await project(later, async () => (await parked.toRetry('EVENT', 1)).length === 0);
    expect(await documents()).toEqual(before);
    const after = (await allParked()).find(({ id }) => id === work.id);
    expect(after).toMatchObject({ cause: 'REBUILD_NEEDED' });
  });
  it('folds it once, also when the process dies before that is noted', async () => {
    await add('a', accountOpened('a', 9), withdrawal);
    await project();
    const work = (await allParked())[0]!;
    await retry(later);
    await parked.park(work);
    await retry(later);
    expect(await documents()).toEqual({ a: north(9, -5) });
  });
  it('drops it when another event is in its place: an older copy of the store was restored', async () => {
    await add('a', accountOpened('a', 9), withdrawal);
    await project();
    const before = await documents();
    const work = (await allParked())[0]!;
    await parked.drop(work.id);
    await parked.park({ ...work, event: { ...work.event, id: 'another' } });
    await retry(later);
    expect(await documents()).toEqual(before);
    expect(await parkedEvents()).toEqual([]);
  });
});

it('a projector that cannot park an event does not go past it', async () => {
  await add('a', accountOpened('a', 1), unreadableEvent);
  await add('b', accountOpened('b', 1));
  let attempts = 0;
  const park = jest.spyOn(ParkedWorkStore.prototype, 'park').mockImplementation(() => {
    attempts++;
    return Promise.reject(new Error('away'));
  });
  const [progress, stop] = [new ViewProgress(), new AbortController()];
  const run = new Projector(view, events, store, progress, log).run(stop.signal);
  while (attempts < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await store.checkpoint(CHECKPOINT)).toBeNull();
  park.mockRestore();
  await progress.waitForPosition(['accounts'], await events.lastPosition(), SAFETY_LIMIT_MS);
  stop.abort();
  await run;
  expect(await parkedEvents()).toHaveLength(1);
});
