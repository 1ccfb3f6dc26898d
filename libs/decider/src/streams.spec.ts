import { EventStoreUnavailable, InMemoryEventStore, trackHighWater, type ReadStreamOptions } from '@app/event-store';
import { accept, type Event, type Recorded, refuse } from '@app/kernel';
import { adding, asked, coinAdded, jar, jarFold, type JarEvent, ravi } from './jar.examples';
import { streamOf } from './stream-of';
import type { Admission } from './asked';
import { Streams } from './streams';
import { eventId, itemTrail } from './trail';

/** Notes how streams are read. */
class NotingStore extends InMemoryEventStore {
  readonly reads: { stream: string; from: number | undefined }[] = [];
  override readStream(stream: string, options?: ReadStreamOptions) {
    this.reads.push({ stream, from: options?.from });
    return super.readStream(stream, options);
  }
}

let store: NotingStore;
let streams: Streams;
const mine = { jar: jar('mine') };
const add = (by: Streams, ...coins: number[]) => by.reading(mine).deciding('jar', adding(...coins), asked());
const coins = async (by: Streams) => (await by.reading(mine).states()).jar.coins;
const stored = (name = 'jar-mine') => store.readStream(name);

beforeEach(() => {
  store = new NotingStore();
  streams = new Streams(store, () => new Date('2024-05-01T10:00:00Z'));
});

describe('reading', () => {
  it('gives the initial state of a stream without events, and of none at all', async () => {
    const on = await streams.reading({ empty: jar('empty'), none: jar(null) }).states();
    expect(on).toEqual({ empty: { coins: [] }, none: { coins: [] } });
    expect(store.reads).toEqual([{ stream: 'jar-empty', from: 0 }]);
  });
  it('sees what others wrote since, and reads only that', async () => {
    const others = new Streams(store);
    await add(streams, 1, 2);
    await add(others, 3);
    store.reads.length = 0;
    expect(await coins(streams)).toEqual([1, 2, 3]);
    expect(await coins(streams)).toEqual([1, 2, 3]);
    expect(store.reads.map(({ from }) => from)).toEqual([2, 3]);
  });
  it('reads a stream once that is named twice', async () => {
    await add(streams, 1);
    store.reads.length = 0;
    const on = await streams.reading({ one: jar('mine'), other: jar('mine') }).states();
    expect(on).toEqual({ one: { coins: [1] }, other: { coins: [1] } });
    expect(store.reads).toHaveLength(1);
  });
  it('reads streams of more than one page', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => n);
    await add(streams, ...many);
    await add(streams, 1000, 1001);
    expect(await coins(new Streams(store))).toHaveLength(1002);
  });
  it('forgets streams that it has no room for, not what is in them', async () => {
    const forgetful = new Streams(store, undefined, null, 1);
    await add(forgetful, 1);
    await forgetful.reading({ other: jar('other') }).deciding('other', adding(7), asked());
    expect(await coins(forgetful)).toEqual([1]);
  });
  it('does not decide on what a newer build wrote', async () => {
    const newer = { ...jarFold, types: [...jarFold.types, 'JarPainted' as never] };
    const painted = () => accept<Event>({ type: 'JarPainted', data: {} });
    await streams.reading({ jar: streamOf('jar-mine', newer) }).deciding('jar', painted, asked());
    const older = new Streams(store);
    await expect(coins(older)).rejects.toThrow(EventStoreUnavailable);
    await expect(add(older, 1)).rejects.toThrow('JarPainted');
    expect(await stored()).toHaveLength(1);
  });
});

describe('deciding', () => {
  it('answers with the events as they are stored, and with the states that have them in', async () => {
    await add(streams, 1);
    const outcome = await streams
      .reading({ jar: jar('mine'), same: jar('mine'), other: jar('other') })
      .deciding('jar', ({ jar }) => accept(...jar.coins.map((coin) => coinAdded(coin + 1)), coinAdded(7)), asked());
    expect(outcome).toMatchObject({
      accepted: true,
      on: { jar: { coins: [1, 2, 7] }, same: { coins: [1, 2, 7] }, other: { coins: [] } },
      events: (await stored()).slice(1),
    });
  });
  it('writes nothing when nothing follows, and nothing when it is refused', async () => {
    expect(await streams.reading(mine).deciding('jar', () => accept(), asked())).toEqual({
      accepted: true,
      on: { jar: { coins: [] } },
      events: [],
    });
    const no = () => refuse('JAR_CLOSED', { until: 'noon' });
    expect(await streams.reading(mine).deciding('jar', no, asked())).toEqual(refuse('JAR_CLOSED', { until: 'noon' }));
    expect(await store.lastPosition()).toBeNull();
  });
  it('records who, when, why, and its place in the append', async () => {
    const trail = { commandId: '3f0f1d2e-6a77-4b62-8a5d-0c1fbc0d7f11', correlationId: 'c', causationId: 'e', depth: 2 };
    const caller = { kind: 'APP', siteId: 'studio', id: 'billing', onBehalfOf: 'mira' } as const;
    await streams.reading(mine).deciding('jar', adding(1, 2), { caller, trail });
    const [first, second] = await stored();
    const common = {
      ...trail,
      actor: { type: 'APP', id: 'billing', onBehalfOf: 'mira' },
      siteId: 'studio',
      at: '2024-05-01T10:00:00.000Z',
      of: 2,
    };
    expect([first!.metadata, second!.metadata]).toEqual([
      { ...common, part: 1 },
      { ...common, part: 2 },
    ]);
    expect([first!.id, second!.id]).toEqual([0, 1].map((n) => eventId(trail.commandId, 'jar-mine', n)));
  });
  it('records as the cause what the states name, for every event, and else what the trail names', async () => {
    const trail = { commandId: '3f0f1d2e-6a77-4b62-8a5d-0c1fbc0d7f11', correlationId: 'c', causationId: 'e', depth: 2 };
    const causedBy = ({ jar }: { jar: { coins: readonly number[] } }) =>
      jar.coins.length > 0 ? `coin-${jar.coins[0]}` : undefined;
    for (const coins of [[7], [8, 9]])
      await streams
        .reading(mine)
        .deciding('jar', adding(...coins), { caller: ravi, trail: itemTrail(trail, `${coins[0]}`) }, { causedBy });
    expect(
      (await stored()).map(({ metadata: { causationId, correlationId } }) => [causationId, correlationId]),
    ).toEqual([
      ['e', 'c'],
      ['coin-7', 'c'],
      ['coin-7', 'c'],
    ]);
  });
  it('records no cause where neither names one', async () => {
    await streams.reading(mine).deciding('jar', adding(1), asked(), { causedBy: () => undefined });
    expect((await stored())[0]!.metadata).not.toHaveProperty('causationId');
  });
  it('records on which revisions of other streams, and with which settings', async () => {
    await streams.reading({ other: jar('other') }).deciding('other', adding(1, 2), asked());
    await streams
      .reading({ jar: jar('mine'), same: jar('mine'), other: jar('other'), empty: jar('empty'), none: jar(null) })
      .deciding('jar', adding(1), asked(), { judgedWith: { mood: 'generous' } });
    const [event] = await stored();
    expect(event!.metadata.judgedOn).toEqual({ 'jar-other': 1, 'jar-empty': -1 });
    expect(event!.metadata.judgedWith).toEqual({ mood: 'generous' });
    const [alone] = await stored('jar-other');
    expect(alone!.metadata).not.toHaveProperty('judgedOn');
    expect(alone!.metadata).not.toHaveProperty('judgedWith');
  });

  it('only refuses those who have no such stream', async () => {
    const nobody = streams.reading({ jar: jar(null) });
    expect(await nobody.deciding('jar', () => refuse('NOT_YOU'), asked())).toEqual(refuse('NOT_YOU'));
    await expect(nobody.deciding('jar', adding(1), asked())).rejects.toThrow('about nobody');
  });
  it('passes on what a decision throws, and goes on with the next', async () => {
    const broken = streams.reading(mine).deciding(
      'jar',
      () => {
        throw new Error('a bug');
      },
      asked(),
    );
    const next = add(streams, 1);
    await expect(broken).rejects.toThrow('a bug');
    await expect(next).resolves.toMatchObject({ accepted: true });
  });
});

describe('when writers meet', () => {
  /** Puts in how many coins there are, while others are faster that many times. */
  async function decideAgainst(faster: number) {
    const others = new Streams(store);
    const seen: number[] = [];
    const outcome = await streams.reading(mine).deciding(
      'jar',
      ({ jar }) => {
        seen.push(jar.coins.length);
        return accept(coinAdded(jar.coins.length));
      },
      asked(),
      {
        beforeAppend: async (events) => {
          if (seen.length <= faster) await add(others, 100 + seen.length);
          return events;
        },
      },
    );
    return { outcome, seen };
  }
  it('decides again on fresh state', async () => {
    const { outcome, seen } = await decideAgainst(5);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    expect(outcome).toMatchObject({ accepted: true, on: { jar: { coins: [101, 102, 103, 104, 105, 5] } } });
  });
  it('gives up when others were faster six times', async () => {
    const { outcome, seen } = await decideAgainst(6);
    expect(seen).toHaveLength(6);
    expect(outcome).toEqual(refuse('CONFLICT'));
    expect(await stored()).toHaveLength(6);
  });
  it('lets commands on one stream queue in the process, so that none conflicts', async () => {
    let decided = 0;
    const one = () =>
      streams.reading(mine).deciding(
        'jar',
        ({ jar }) => {
          decided++;
          return accept(coinAdded(jar.coins.length));
        },
        asked(),
      );
    await Promise.all(Array.from({ length: 50 }, one));
    expect(await coins(streams)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(decided).toBe(50);
  });
  it('holds up nobody on another stream', async () => {
    let goOn = () => {};
    const held = streams.reading(mine).deciding('jar', adding(1), asked(), {
      beforeAppend: (events) => new Promise((go) => (goOn = () => go(events))),
    });
    await streams.reading({ other: jar('other') }).deciding('other', adding(7), asked());
    expect(await stored('jar-other')).toHaveLength(1);
    expect(await stored()).toHaveLength(0);
    goOn();
    await held;
    expect(await stored()).toHaveLength(1);
  });
  it('lets exactly one of two processes take the last coin', async () => {
    await add(streams, 5);
    const takes = (by: Streams) =>
      by.reading(mine).deciding(
        'jar',
        ({ jar }) => {
          return jar.coins.includes(5) ? accept<JarEvent>({ type: 'CoinTaken', data: { worth: 5 } }) : refuse('TAKEN');
        },
        asked(),
      );
    const outcomes = await Promise.all([takes(streams), takes(new Streams(store)), takes(new Streams(store))]);
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.accepted && outcome.refusal === 'TAKEN')).toHaveLength(2);
  });
});

describe('before the append', () => {
  it('its events are completed, for the revision at which they will come', async () => {
    await add(streams, 1);
    const outcome = await streams.reading(mine).deciding('jar', adding(2), asked(), {
      beforeAppend: (events, revision, on) =>
        Promise.resolve([...events, coinAdded(revision), coinAdded(on.jar.coins[0]! + 10)]),
    });
    expect(outcome).toMatchObject({ on: { jar: { coins: [1, 2, 0, 11] } } });
    expect((await stored()).map(({ metadata: { part, of } }) => `${part}/${of}`)).toEqual(['1/1', '1/3', '2/3', '3/3']);
  });
  it('nothing runs for a refusal, nor where nothing follows', async () => {
    const beforeAppend = () => Promise.reject(new Error('not wanted'));
    await streams.reading(mine).deciding('jar', () => refuse('NO'), asked(), { beforeAppend });
    await streams.reading(mine).deciding('jar', () => accept(), asked(), { beforeAppend });
  });
});

describe('after the append', () => {
  it('the follower is told, and waited for', async () => {
    const told: (readonly Recorded[])[] = [];
    let goOn = () => {};
    streams.followedBy(async (events) => {
      told.push(events);
      await new Promise<void>((go) => (goOn = go));
    });
    let isAnswered = false;
    const command = add(streams, 1, 2).then(() => (isAnswered = true));
    while (told.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    goOn();
    await command;
    expect(told).toEqual([await stored()]);
  });
  it('the follower may go on with the same stream', async () => {
    streams.followedBy(async (events) => {
      if ((events[0]!.data as { worth: number }).worth === 1) await add(streams, 2);
    });
    await add(streams, 1);
    expect(await coins(streams)).toEqual([1, 2]);
  });
  it('nobody is told where nothing follows', async () => {
    streams.followedBy(() => Promise.reject(new Error('not wanted')));
    await streams.reading(mine).deciding('jar', () => accept(), asked());
    await streams.reading(mine).deciding('jar', () => refuse('NO'), asked());
  });

  it('the high water stands at what was written', async () => {
    await add(streams, 1);
    const { position } = await trackHighWater(() => add(streams, 2, 3));
    expect(position).toBe(await store.lastPosition());
  });
  it('the high water stands at the highest that was read, where nothing followed', async () => {
    await add(streams, 1);
    await streams.reading({ other: jar('other') }).deciding('other', adding(1), asked());
    const read = await store.lastPosition();
    await streams.reading({ third: jar('third') }).deciding('third', adding(1), asked());
    const nothing = () =>
      streams
        .reading({ jar: jar('mine'), other: jar('other'), empty: jar('empty') })
        .deciding('jar', () => accept(), asked());
    expect((await trackHighWater(nothing)).position).toBe(read);
  });
});

describe('the admission of the caller', () => {
  /** Whoever is no app has to have a coin in a jar of their own. */
  const admission: Admission<'NO_COIN'> = {
    stream: ({ kind, id }) => (kind === 'APP' ? null : jar(id)),
    refusal: (state) => ((state as { coins: readonly number[] }).coins.length > 0 ? null : 'NO_COIN'),
    yields: (refusal) => refusal === 'HIDDEN',
  };
  const app = { kind: 'APP', siteId: 'studio', id: 'billing' } as const;
  let guarded: Streams;
  beforeEach(() => (guarded = new Streams(store, undefined, admission)));
  const raviGets = (worth: number) => streams.reading({ ravi: jar('ravi') }).deciding('ravi', adding(worth), asked());

  it('is asked with each decision', async () => {
    expect(await add(guarded, 1)).toEqual(refuse('NO_COIN'));
    await raviGets(1);
    expect(await add(guarded, 1)).toMatchObject({ accepted: true });
    const take = () => accept<JarEvent>({ type: 'CoinTaken', data: { worth: 1 } });
    await streams.reading({ ravi: jar('ravi') }).deciding('ravi', take, asked());
    expect(await add(guarded, 1)).toEqual(refuse('NO_COIN'));
  });
  it('is recorded like anything else that was read', async () => {
    await raviGets(1);
    await add(guarded, 1);
    expect((await stored())[0]!.metadata.judgedOn).toEqual({ 'jar-ravi': 0 });
  });
  it('goes before other refusals, but not before those that it yields to', async () => {
    const refused = (code: string) => guarded.reading(mine).deciding('jar', () => refuse(code), asked());
    expect(await refused('TOO_LATE')).toEqual(refuse('NO_COIN'));
    expect(await refused('HIDDEN')).toEqual(refuse('HIDDEN'));
    await raviGets(1);
    expect(await refused('TOO_LATE')).toEqual(refuse('TOO_LATE'));
  });
  it('also covers what would change nothing', async () =>
    expect(await guarded.reading(mine).deciding('jar', () => accept(), asked())).toEqual(refuse('NO_COIN')));
  it('is not asked of those without such a stream', async () =>
    expect(await guarded.reading(mine).deciding('jar', adding(1), asked(app))).toMatchObject({ accepted: true }));
  it('may be judged on the very stream that is decided on', async () => {
    const own = guarded.reading({ ravi: jar('ravi') });
    expect(await own.deciding('ravi', adding(2), asked(ravi))).toEqual(refuse('NO_COIN'));
    await raviGets(1);
    expect(await own.deciding('ravi', adding(2), asked(ravi))).toMatchObject({ on: { ravi: { coins: [1, 2] } } });
  });
});
