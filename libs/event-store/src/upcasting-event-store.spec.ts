import { type Event, NO_STREAM, type StoredEvents, upcast } from '@app/kernel';
import { eventStoreContract } from '../testing/event-store.contract';
import { newEvents, takeEvents } from '../testing/new-events';
import { InMemoryEventStore } from './in-memory/in-memory-event-store';
import type { UnreadableEvent } from './unreadable-event';
import { UpcastingEventStore } from './upcasting-event-store';

const stored: readonly StoredEvents[] = [
  {
    prefix: 'account-',
    types: ['AccountOpened', 'DepositMade'],
    upcasts: {
      Opened: ({ data }) => ({ type: 'OpenedV2', data: { branch: 'north', ...data } }),
      OpenedV2: ({ data }) => ({ type: 'AccountOpened', data: { ...data, firstDeposit: 0 } }),
      DepositMade: (event) => {
        const { cents, ...rest } = event.data as { cents?: number };
        if (cents === undefined) return event;
        if (cents < 0) throw new RangeError('a deposit is not negative');
        return { type: 'DepositMade', data: { ...rest, amount: cents / 100 } };
      },
    },
  },
  { prefix: 'branch-', types: ['BranchRenamed'] },
];

eventStoreContract('upcasting, in memory', async () => {
  const inner = new InMemoryEventStore();
  const store = new UpcastingEventStore(inner, stored, () => {});
  return {
    store,
    writeRaw: async (stream, event) =>
      void inner['write'](stream, [event], inner['streams'].get(stream)?.at(-1)?.revision ?? NO_STREAM),
    close: () => store.close(),
  };
});

describe('an upcast', () => {
  it.each<[string, Event, Event]>([
    [
      'of a former type runs through all steps',
      { type: 'Opened', data: { accountId: 'a' } },
      { type: 'AccountOpened', data: { accountId: 'a', branch: 'north', firstDeposit: 0 } },
    ],
    [
      'starts at the step of its type',
      { type: 'OpenedV2', data: { accountId: 'a', branch: 'south' } },
      { type: 'AccountOpened', data: { accountId: 'a', branch: 'south', firstDeposit: 0 } },
    ],
    [
      'of a former shape under the same name runs once',
      { type: 'DepositMade', data: { accountId: 'a', cents: 250 } },
      { type: 'DepositMade', data: { accountId: 'a', amount: 2.5 } },
    ],
    [
      "leaves today's shape",
      { type: 'DepositMade', data: { accountId: 'a', amount: 1 } },
      { type: 'DepositMade', data: { accountId: 'a', amount: 1 } },
    ],
  ])('%s', (_, before, after) => expect(upcast(stored[0]!.upcasts!, before)).toEqual(after));
  it('does not take the name of a property of every object for a type', () => {
    const event = { type: 'constructor', data: {} };
    expect(upcast({}, event)).toBe(event);
  });
});

describe('the upcasting event store', () => {
  const inner = new InMemoryEventStore();
  const reported: UnreadableEvent[] = [];
  const store = new UpcastingEventStore(inner, stored, (event) => reported.push(event));
  const ending = new AbortController();
  afterAll(() => ending.abort());
  const caughtUp = () => takeEvents(store.subscribe({ signal: ending.signal }), (batch) => batch.caughtUp);

  const ofA: readonly Event[] = [
    { type: 'Opened', data: { accountId: 'a' } },
    { type: 'DepositMade', data: { accountId: 'a', cents: 100 } },
    { type: 'AccountFrozen', data: { accountId: 'a' } },
    { type: 'DepositMade', data: { accountId: 'a', cents: -100 } },
    { type: 'BranchRenamed', data: {} },
  ];
  beforeAll(async () => {
    await inner.append('account-a', newEvents(...ofA), NO_STREAM);
    await inner.append('branch-x', newEvents({ type: 'DepositMade' }, { type: 'BranchRenamed' }), NO_STREAM);
    await inner.append('other', newEvents({ type: 'DepositMade', data: { cents: 1 } }), NO_STREAM);
  });

  it('gives the readable events in the shape of today through a subscription, and the others with the reason', async () => {
    const { events, batches } = await caughtUp();
    expect(events.map(({ stream, type, data, revision }) => [stream, revision, type, data])).toEqual([
      ['account-a', 0, 'AccountOpened', { accountId: 'a', branch: 'north', firstDeposit: 0 }],
      ['account-a', 1, 'DepositMade', { accountId: 'a', amount: 1 }],
      ['branch-x', 1, 'BranchRenamed', {}],
      ['other', 0, 'DepositMade', { cents: 1 }],
    ]);
    const unreadable = batches.flatMap((batch) => batch.unreadable);
    expect(unreadable.map((event) => [event.stream, event.revision, event.type, event.unreadable])).toEqual([
      ['account-a', 2, 'AccountFrozen', 'UNKNOWN_TYPE'],
      ['account-a', 3, 'DepositMade', 'UPCAST_FAILED'],
      ['account-a', 4, 'BranchRenamed', 'UNKNOWN_TYPE'],
      ['branch-x', 0, 'DepositMade', 'UNKNOWN_TYPE'],
    ]);
    expect(reported).toEqual(unreadable);
  });
  it('does the same for pages', async () => {
    expect((await store.readAll()).map(({ type }) => type)).toEqual((await caughtUp()).events.map(({ type }) => type));
    expect((await store.readStream('account-a', { limit: 2 })).map(({ type }) => type)).toEqual([
      'AccountOpened',
      'DepositMade',
    ]);
    await expect(store.readStream('account-a')).rejects.toMatchObject({
      name: 'EventUnreadable',
      event: { revision: 2, unreadable: 'UNKNOWN_TYPE' },
    });
  });
  it('keeps what an event is beside its type and data', async () => {
    const [before] = await inner.readStream('account-a', { limit: 1 });
    const [after] = await store.readStream('account-a', { limit: 1 });
    expect({ ...after, type: before!.type, data: before!.data }).toEqual(before);
  });
  it('reports each unreadable event once, however often it comes', async () => {
    await caughtUp();
    await expect(store.readStream('branch-x')).rejects.toThrow('cannot be read: UNKNOWN_TYPE');
    expect(reported).toHaveLength(4);
  });
});
