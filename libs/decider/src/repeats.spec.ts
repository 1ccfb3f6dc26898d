import { EventStoreUnavailable, InMemoryEventStore, type NewEvent, trackHighWater } from '@app/event-store';
import { accept, type Recorded, refuse } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { account, depositing, ravi } from './accounts.examples';
import { type Claim, currentClaim, KeyInUse, newId, runWithClaim } from './claim';
import type { Admission, CommandContext } from './command-context';
import { itemMetadata, newCommandMetadata } from './command-metadata';
import { Decider } from './decider';

const hidden: Admission<string> = { stream: () => null, refusal: () => null, conceals: (code) => code === 'HIDDEN' };
const streams = { account: account('savings'), other: account('other') };
const metadata = newCommandMetadata();
let store: InMemoryEventStore;
let decider: Decider;
let taken: number;

beforeEach(() => {
  store = new InMemoryEventStore();
  decider = new Decider(store, undefined, hidden);
  taken = 0;
});

const claimOf = (claim: Partial<Claim>): Claim => ({
  commandId: metadata.commandId,
  isRepeat: false,
  position: 0n, // before every event
  failure: null,
  responseUnknown: null,
  take: () => Promise.resolve(void (taken += 1)),
  ...claim,
});
const withClaim = (claim: Partial<Claim> = {}): CommandContext => ({ caller: ravi, metadata, claim: claimOf(claim) });
const asRepeat = () => withClaim({ isRepeat: true });
const withoutClaim = () => ({ caller: ravi, metadata: newCommandMetadata() });
const storedAmounts = async () => (await store.readAll()).map(({ data }) => (data as { amount: number }).amount);

describe('a command under a claim', () => {
  it('takes the claim before it appends, and not when there is nothing to append', async () => {
    const on = decider.on(streams);
    await on.decide('account', () => refuse('ACCOUNT_CLOSED'), withClaim());
    await on.decide('account', () => accept(), withClaim());
    expect(taken).toBe(0);
    const order: string[] = [];
    await on.decide('account', depositing(1), withClaim({ take: () => Promise.resolve(void order.push('claim')) }), {
      beforeAppend: (events) => (order.push('before'), Promise.resolve(events)),
    });
    expect(order).toEqual(['claim', 'before']);
  });

  it('appends nothing when another call has the claim', async () => {
    const take = () => Promise.reject(new KeyInUse('taken'));
    await expect(decider.on(streams).decide('account', depositing(1), withClaim({ take }))).rejects.toThrow(KeyInUse);
    expect(await store.lastPosition()).toBeNull();
  });

  it('has written nothing when the append of the claim has an unknown outcome', async () => {
    const take = () => Promise.reject(new EventStoreUnavailable('away', 'UNKNOWN'));
    const result = decider.on(streams).decide('account', depositing(1), withClaim({ take }));
    await expect(result).rejects.toMatchObject({ outcome: 'NONE' });
  });

  it('gives its own events when the same call was faster in another process', async () => {
    const elsewhere = new Decider(store);
    let first = true;
    const decide = () => (first ? accept(...depositing(1)().events) : refuse('ACCOUNT_CLOSED'));
    const result = await decider.on(streams).decide('account', decide, withClaim(), {
      beforeAppend: async (events) => {
        if (first) await elsewhere.on(streams).decide('account', depositing(1, 7), { caller: ravi, metadata });
        first = false;
        return events;
      },
    });
    expect(result).toMatchObject({ accepted: true, states: { account: { amounts: [1, 7] } }, events: [{}, {}] });
    expect(await storedAmounts()).toEqual([1, 7]);
  });
});

describe('a repeat', () => {
  it('gives the events of the first call, with the state right after them', async () => {
    const on = decider.on({ ...streams, same: account('savings') });
    await on.decide('account', depositing(5), withoutClaim());
    const { result: first, position } = await trackHighWater(() => on.decide('account', depositing(1, 2), withClaim()));
    await on.decide('account', depositing(9), withoutClaim());
    await on.decide('other', depositing(3), withoutClaim());
    const again = await trackHighWater(() => on.decide('account', () => refuse('ACCOUNT_CLOSED'), asRepeat()));
    expect(again.result).toEqual({
      ...first,
      states: { account: { amounts: [5, 1, 2] }, same: { amounts: [5, 1, 2] }, other: { amounts: [3] } },
    });
    expect(again.position).toBe(position);
    expect(await storedAmounts()).toEqual([5, 1, 2, 9, 3]);
  });

  it('calls the listener with the events again', async () => {
    const on = decider.on(streams);
    const { events } = (await on.decide('account', depositing(1), withClaim())) as { events: readonly unknown[] };
    const notified: unknown[] = [];
    decider.onAppended((some) => Promise.resolve(void notified.push(...some)));
    await on.decide('account', depositing(1), asRepeat());
    expect(notified).toEqual(events);
  });

  it('decides when the first call appended nothing', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(1), withoutClaim());
    await on.decide('account', depositing(2), asRepeat());
    expect(await storedAmounts()).toEqual([1, 2]);
    expect(await on.decide('other', () => refuse('ACCOUNT_CLOSED'), asRepeat())).toEqual(refuse('ACCOUNT_CLOSED'));
  });

  it('distinguishes the items of a bulk call', async () => {
    const item = (id: string): CommandContext => ({ ...asRepeat(), metadata: itemMetadata(metadata, id) });
    const on = decider.on(streams);
    await on.decide('account', depositing(1), item('a'));
    await on.decide('account', depositing(2), item('b'));
    await on.decide('account', depositing(1), item('a'));
    expect(await storedAmounts()).toEqual([1, 2]);
  });

  it('skips a step when the events of the next step were appended', async () => {
    const on = decider.on(streams);
    await on.decide('other', depositing(1), withClaim());
    const step = on.decide('account', () => refuse('ACCOUNT_CLOSED'), asRepeat(), { nextTarget: 'other' });
    expect(await step).toMatchObject({ accepted: true, states: { account: { amounts: [] } }, events: [] });
    expect(await on.decide('account', () => refuse('ACCOUNT_CLOSED'), asRepeat())).toEqual(refuse('ACCOUNT_CLOSED'));
  });

  it('is refused when its decision conceals the stream', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(1), withClaim());
    expect(await on.decide('account', () => refuse('HIDDEN'), asRepeat())).toEqual(refuse('HIDDEN'));
  });

  it('finds the events of a stream of many pages', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(-1), withClaim());
    const [{ type, data, metadata }] = (await store.readAll()) as [Recorded];
    const foreign = { ...metadata, commandId: randomUUID() };
    const many = Array.from({ length: 2100 }, (): NewEvent => ({ id: randomUUID(), type, data, metadata: foreign }));
    await store.append('account-savings', many, 0);
    expect(await on.decide('account', depositing(7), asRepeat())).toMatchObject({
      states: { account: { amounts: [-1] } },
    });
    expect(await storedAmounts()).toHaveLength(2101);
  });
});

describe('a command whose claim has failed', () => {
  const failure = new Error('failure');

  it('throws the failure, whatever was decided', async () => {
    const on = decider.on({ ...streams, none: account(null) });
    for (const decide of [depositing(1), () => accept(), () => refuse('ACCOUNT_CLOSED')])
      await expect(on.decide('account', decide, withClaim({ failure }))).rejects.toBe(failure);
    await expect(on.decide('none', () => refuse('ACCOUNT_CLOSED'), withClaim({ failure }))).rejects.toBe(failure);
    expect(await store.lastPosition()).toBeNull();
  });

  it('is refused when its decision conceals the stream', async () => {
    const on = decider.on({ ...streams, none: account(null) });
    for (const target of ['account', 'none'] as const)
      expect(await on.decide(target, () => refuse('HIDDEN'), withClaim({ failure }))).toEqual(refuse('HIDDEN'));
  });
});

describe('new ids', () => {
  it('are the same under the same claim, and new otherwise', async () => {
    const ids = (claim: Claim) => runWithClaim(claim, () => Promise.resolve([newId('a'), newId('b')]));
    const [one, again] = [await ids(claimOf({})), await ids(claimOf({}))];
    const other = await ids(claimOf({ commandId: newCommandMetadata().commandId }));
    expect(one).toEqual(again);
    expect(new Set([...one, ...other, newId('a'), newId('a')]).size).toBe(6);
    expect(currentClaim()).toBeNull();
  });
});
