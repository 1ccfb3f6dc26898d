import { InMemoryReadStore, type ReadStore, SqliteReadStore } from '@app/read-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advance, useFakeTime } from '../testing/fake-time';
import { recordingLogger } from '../testing/recording-logger';
import { parkedWork as gauge } from './metrics';
import {
  type ParkedWork,
  parkedWorkCollection,
  parkedWorkId,
  type ParkedWorkKind,
  ParkedWorkStore,
  reportParkedWork,
} from './parked-work';

/** Work that was parked this many seconds after midnight, for the event with that number. */
function work(n: number, name = 'notify-owner', kind: ParkedWorkKind = 'POLICY'): ParkedWork {
  const event = { id: `event-${n}`, type: 'DepositMade', stream: 'account-a', revision: n, position: BigInt(n) << 60n };
  const parkedAt = new Date(Date.UTC(2026, 4, 1, 0, 0, n)).toISOString();
  return { id: parkedWorkId(kind, name, event), kind, name, event, cause: 'TypeError', attempts: 5, parkedAt };
}
const stored = (item: ParkedWork, retryRequested = false) => ({ ...item, retryRequested });

const directory = mkdtempSync(join(tmpdir(), 'parked-work-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe.each([
  ['InMemoryReadStore', () => new InMemoryReadStore()],
  ['SqliteReadStore', () => new SqliteReadStore(directory)],
] as const)('parked work in %s', (_, open) => {
  let store: ReadStore;
  let parked: ParkedWorkStore;
  const all = async () => (await parked.list({ limit: 10 })).items;

  beforeAll(async () => {
    store = open();
    await store.prepare([parkedWorkCollection]);
    parked = new ParkedWorkStore(store);
  });
  beforeEach(() => store.clear(parkedWorkCollection, 'none'));
  afterAll(() => store.close());

  it('is listed as it was parked, the oldest first', async () => {
    for (const n of [2, 1, 3]) await parked.park(work(n));
    expect(await all()).toEqual([1, 2, 3].map((n) => stored(work(n))));
  });
  it('is listed in pages, the largest of a thousand', async () => {
    for (const n of [1, 2, 3, 4, 5]) await parked.park(work(n));
    const pages: (readonly string[])[] = [];
    let page = await parked.list({ limit: 2 });
    for (;;) {
      pages.push(page.items.map(({ event }) => event.id));
      if (!page.next) break;
      page = await parked.list({ limit: 2, after: page.next });
    }
    expect(pages).toEqual([['event-1', 'event-2'], ['event-3', 'event-4'], ['event-5']]);
    const find = jest.spyOn(store, 'find');
    await parked.list({ limit: 5000 });
    expect(find.mock.lastCall![1].limit).toBe(1000);
    find.mockRestore();
  });
  it('is one piece of work however often it is parked; the last cause counts, and the first time', async () => {
    await parked.park(work(1));
    await parked.park(work(1));
    await parked.park({ ...work(1), cause: 'refused: CONFLICT', attempts: 6, parkedAt: work(9).parkedAt });
    expect(await all()).toEqual([stored({ ...work(1), cause: 'refused: CONFLICT', attempts: 6 })]);
  });
  it('is one piece of work when two processes park it at once', async () => {
    await Promise.all([parked.park(work(1)), parked.park(work(1)), new ParkedWorkStore(store).park(work(1))]);
    expect(await all()).toEqual([stored(work(1))]);
  });
  it('waits for a retry once that is requested, until it is parked again', async () => {
    for (const n of [1, 2, 3]) await parked.park(work(n));
    await parked.park(work(4, 'groups', 'EVENT'));
    for (const { id } of [work(1), work(3), work(4, 'groups', 'EVENT')]) expect(await parked.retry(id)).toBe(true);
    expect(await parked.toRetry('POLICY', 10)).toEqual([stored(work(1), true), stored(work(3), true)]);
    expect(await parked.toRetry('POLICY', 1)).toEqual([stored(work(1), true)]);
    expect(await parked.toRetry('POLICY', 10, 'another')).toEqual([]);
    expect(await parked.toRetry('EVENT', 10, 'groups')).toEqual([stored(work(4, 'groups', 'EVENT'), true)]);
    await parked.park(work(1));
    expect(await parked.toRetry('POLICY', 10)).toEqual([stored(work(3), true)]);
  });
  it('is gone when it is dropped, and may be parked anew', async () => {
    for (const n of [1, 2]) await parked.park(work(n));
    expect(await parked.drop(work(1).id)).toBe(true);
    expect(await all()).toEqual([stored(work(2))]);
    await parked.park(work(1));
    expect(await all()).toHaveLength(2);
  });
  it('that is unknown is neither retried nor dropped', async () => {
    expect([await parked.retry('unknown'), await parked.drop('unknown')]).toEqual([false, false]);
    expect(await all()).toEqual([]);
  });
  it('is counted by kind and name', async () => {
    expect(await parked.count()).toEqual([]);
    for (const n of [1, 2, 3]) await parked.park(work(n));
    await parked.park(work(1, 'check-limit'));
    await parked.park(work(1, 'notify-owner', 'EVENT'));
    expect(await parked.count()).toEqual([
      { kind: 'EVENT', name: 'notify-owner', count: 1 },
      { kind: 'POLICY', name: 'check-limit', count: 1 },
      { kind: 'POLICY', name: 'notify-owner', count: 3 },
    ]);
  });
  it('of a kind or a name is dropped as a whole', async () => {
    for (const n of [1, 2]) await parked.park(work(n));
    for (const name of ['groups', 'memberships']) await parked.park(work(3, name, 'EVENT'));
    await parked.dropAll('EVENT', 'groups');
    await parked.dropAll('POLICY');
    expect(await all()).toEqual([stored(work(3, 'memberships', 'EVENT'))]);
  });
});

describe('the metric of parked work', () => {
  beforeEach(useFakeTime);
  afterEach(() => jest.useRealTimers());
  const reported = async () => (await gauge.get()).values.map(({ labels, value }) => [labels.kind, labels.name, value]);

  it('shows what is parked now, also what was parked before this process began, and nothing after it has ended', async () => {
    const parked = new ParkedWorkStore(new InMemoryReadStore());
    await parked.park(work(1));
    await parked.park(work(2));
    const stop = new AbortController();
    const reporting = reportParkedWork(parked, recordingLogger(), stop.signal);
    await advance(0);
    expect(await reported()).toEqual([['POLICY', 'notify-owner', 2]]);
    await parked.drop(work(1).id);
    await parked.park(work(3, 'groups', 'EVENT'));
    await advance(5000);
    expect(await reported()).toEqual([
      ['EVENT', 'groups', 1],
      ['POLICY', 'notify-owner', 1],
    ]);
    stop.abort();
    await reporting;
    expect(await reported()).toEqual([]);
  });
  it('is reported again after the read store was away', async () => {
    const parked = new ParkedWorkStore(new InMemoryReadStore());
    await parked.park(work(1));
    jest.spyOn(parked, 'count').mockRejectedValueOnce(new Error('away'));
    const [stop, log] = [new AbortController(), recordingLogger()];
    const reporting = reportParkedWork(parked, log, stop.signal);
    await advance(1000);
    expect(log.entries.map(({ message }) => message)).toEqual(['parked work cannot be counted']);
    expect(await reported()).toEqual([['POLICY', 'notify-owner', 1]]);
    stop.abort();
    await reporting;
  });
});
