import { EventStoreUnavailable, InMemoryEventStore, trackHighWater, type NewEvent } from '@app/event-store';
import { accept, type Recorded, refuse } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { type Claim, claimInHand, KeyInUse, newId, underClaim } from './claim';
import { adding, jar, ravi } from './jar.examples';
import type { Admission, Asked } from './asked';
import { Streams } from './streams';
import { freshTrail, itemTrail } from './trail';

const hidden: Admission<string> = { stream: () => null, refusal: () => null, yields: (code) => code === 'HIDDEN' };
const mine = { jar: jar('mine'), other: jar('other') };
const trail = freshTrail();
let store: InMemoryEventStore;
let streams: Streams;
let taken: number;

beforeEach(() => {
  store = new InMemoryEventStore();
  streams = new Streams(store, undefined, hidden);
  taken = 0;
});

const claimOf = (claim: Partial<Claim>): Claim => ({
  commandId: trail.commandId,
  isRepeat: false,
  settled: null,
  take: () => Promise.resolve(void (taken += 1)),
  ...claim,
});
const asking = (claim: Partial<Claim> = {}): Asked => ({ caller: ravi, trail, claim: claimOf(claim) });
const repeating = () => asking({ isRepeat: true });
const unclaimed = () => ({ caller: ravi, trail: freshTrail() });
const types = async () => (await store.readAll()).map(({ data }) => (data as { worth: number }).worth);

describe('a command under a claim', () => {
  it('takes the claim before it writes anything, and not when it writes nothing', async () => {
    const on = streams.reading(mine);
    await on.deciding('jar', () => refuse('JAR_CLOSED'), asking());
    await on.deciding('jar', () => accept(), asking());
    expect(taken).toBe(0);
    const order: string[] = [];
    await on.deciding('jar', adding(1), asking({ take: () => Promise.resolve(void order.push('claim')) }), {
      beforeAppend: (events) => (order.push('before'), Promise.resolve(events)),
    });
    expect(order).toEqual(['claim', 'before']);
  });

  it('writes nothing when another call has the claim', async () => {
    const take = () => Promise.reject(new KeyInUse('taken'));
    await expect(streams.reading(mine).deciding('jar', adding(1), asking({ take }))).rejects.toThrow(KeyInUse);
    expect(await store.lastPosition()).toBeNull();
  });

  it('has written nothing for certain when it is not known whether the claim was', async () => {
    const take = () => Promise.reject(new EventStoreUnavailable('away', 'UNKNOWN'));
    const outcome = streams.reading(mine).deciding('jar', adding(1), asking({ take }));
    await expect(outcome).rejects.toMatchObject({ outcome: 'NONE' });
  });

  it('takes its own events as its result when the same call was faster elsewhere', async () => {
    const elsewhere = new Streams(store);
    let first = true;
    const decide = () => (first ? accept(...adding(1)().events) : refuse('JAR_CLOSED'));
    const outcome = await streams.reading(mine).deciding('jar', decide, asking(), {
      beforeAppend: async (events) => {
        if (first) await elsewhere.reading(mine).deciding('jar', adding(1, 7), { caller: ravi, trail });
        first = false;
        return events;
      },
    });
    expect(outcome).toMatchObject({ accepted: true, on: { jar: { coins: [1, 7] } }, events: [{}, {}] });
    expect(await types()).toEqual([1, 7]);
  });
});

describe('a repeat', () => {
  it('takes what was written before as its result, with the state as it was then', async () => {
    const on = streams.reading({ ...mine, same: jar('mine') });
    await on.deciding('jar', adding(5), unclaimed());
    const { result: first, position } = await trackHighWater(() => on.deciding('jar', adding(1, 2), asking()));
    await on.deciding('jar', adding(9), unclaimed());
    await on.deciding('other', adding(3), unclaimed());
    const again = await trackHighWater(() => on.deciding('jar', () => refuse('JAR_CLOSED'), repeating()));
    expect(again.result).toEqual({
      ...first,
      on: { jar: { coins: [5, 1, 2] }, same: { coins: [5, 1, 2] }, other: { coins: [3] } },
    });
    expect(again.position).toBe(position);
    expect(await types()).toEqual([5, 1, 2, 9, 3]);
  });

  it('has what follows from its events done again', async () => {
    const on = streams.reading(mine);
    const { events } = (await on.deciding('jar', adding(1), asking())) as { events: readonly unknown[] };
    const followed: unknown[] = [];
    streams.followedBy((some) => Promise.resolve(void followed.push(...some)));
    await on.deciding('jar', adding(1), repeating());
    expect(followed).toEqual(events);
  });

  it('decides what it has not written before', async () => {
    const on = streams.reading(mine);
    await on.deciding('jar', adding(1), unclaimed());
    await on.deciding('jar', adding(2), repeating());
    expect(await types()).toEqual([1, 2]);
    expect(await on.deciding('other', () => refuse('JAR_CLOSED'), repeating())).toEqual(refuse('JAR_CLOSED'));
  });

  it('tells the items of a bulk call apart', async () => {
    const item = (id: string): Asked => ({ ...repeating(), trail: itemTrail(trail, id) });
    const on = streams.reading(mine);
    await on.deciding('jar', adding(1), item('a'));
    await on.deciding('jar', adding(2), item('b'));
    await on.deciding('jar', adding(1), item('a'));
    expect(await types()).toEqual([1, 2]);
  });

  it('has done a step when the step that it leads to was written', async () => {
    const on = streams.reading(mine);
    await on.deciding('other', adding(1), asking());
    const step = on.deciding('jar', () => refuse('JAR_CLOSED'), repeating(), { leadsTo: 'other' });
    expect(await step).toMatchObject({ accepted: true, on: { jar: { coins: [] } }, events: [] });
    expect(await on.deciding('jar', () => refuse('JAR_CLOSED'), repeating())).toEqual(refuse('JAR_CLOSED'));
  });

  it('keeps hidden what is hidden', async () => {
    const on = streams.reading(mine);
    await on.deciding('jar', adding(1), asking());
    expect(await on.deciding('jar', () => refuse('HIDDEN'), repeating())).toEqual(refuse('HIDDEN'));
  });

  it('finds the events of a stream of many pages', async () => {
    const on = streams.reading(mine);
    await on.deciding('jar', adding(-1), asking());
    const [{ type, data, metadata }] = (await store.readAll()) as [Recorded];
    const foreign = { ...metadata, commandId: randomUUID() };
    const many = Array.from({ length: 2100 }, (): NewEvent => ({ id: randomUUID(), type, data, metadata: foreign }));
    await store.append('jar-mine', many, 0);
    expect(await on.deciding('jar', adding(7), repeating())).toMatchObject({ on: { jar: { coins: [-1] } } });
    expect(await types()).toHaveLength(2101);
  });
});

describe('a command whose claim is settled', () => {
  const settled = new Error('settled');

  it('is not decided, whatever the decision says', async () => {
    const on = streams.reading({ ...mine, none: jar(null) });
    for (const decide of [adding(1), () => accept(), () => refuse('JAR_CLOSED')])
      await expect(on.deciding('jar', decide, asking({ settled }))).rejects.toBe(settled);
    await expect(on.deciding('none', () => refuse('JAR_CLOSED'), asking({ settled }))).rejects.toBe(settled);
    expect(await store.lastPosition()).toBeNull();
  });

  it('but for what is hidden', async () => {
    const on = streams.reading({ ...mine, none: jar(null) });
    for (const target of ['jar', 'none'] as const)
      expect(await on.deciding(target, () => refuse('HIDDEN'), asking({ settled }))).toEqual(refuse('HIDDEN'));
  });
});

describe('new ids', () => {
  it('are the same under the same claim, and never otherwise', async () => {
    const ids = (claim: Claim) => underClaim(claim, () => Promise.resolve([newId('a'), newId('b')]));
    const [one, again] = [await ids(claimOf({})), await ids(claimOf({}))];
    const other = await ids(claimOf({ commandId: freshTrail().commandId }));
    expect(one).toEqual(again);
    expect(new Set([...one, ...other, newId('a'), newId('a')]).size).toBe(6);
    expect(claimInHand()).toBeNull();
  });
});
