import { EventStoreUnavailable, InMemoryEventStore, trackHighWater, type NewEvent } from '@app/event-store';
import { accept, type Recorded, refuse } from '@app/kernel';
import { randomUUID } from 'node:crypto';
import { type Claim, currentClaim, KeyInUse, newId, runWithClaim } from './claim';
import { depositing, account, ravi } from './accounts.examples';
import type { Admission, CommandContext } from './command-context';
import { Decider } from './decider';
import { newCommandMetadata, itemMetadata } from './command-metadata';

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
  failure: null,
  take: () => Promise.resolve(void (taken += 1)),
  ...claim,
});
const asking = (claim: Partial<Claim> = {}): CommandContext => ({ caller: ravi, metadata, claim: claimOf(claim) });
const repeating = () => asking({ isRepeat: true });
const unclaimed = () => ({ caller: ravi, metadata: newCommandMetadata() });
const types = async () => (await store.readAll()).map(({ data }) => (data as { amount: number }).amount);

describe('a command under a claim', () => {
  it('takes the claim before it writes anything, and not when it writes nothing', async () => {
    const on = decider.on(streams);
    await on.decide('account', () => refuse('ACCOUNT_CLOSED'), asking());
    await on.decide('account', () => accept(), asking());
    expect(taken).toBe(0);
    const order: string[] = [];
    await on.decide('account', depositing(1), asking({ take: () => Promise.resolve(void order.push('claim')) }), {
      beforeAppend: (events) => (order.push('before'), Promise.resolve(events)),
    });
    expect(order).toEqual(['claim', 'before']);
  });

  it('writes nothing when another call has the claim', async () => {
    const take = () => Promise.reject(new KeyInUse('taken'));
    await expect(decider.on(streams).decide('account', depositing(1), asking({ take }))).rejects.toThrow(KeyInUse);
    expect(await store.lastPosition()).toBeNull();
  });

  it('has written nothing for certain when it is not known whether the claim was', async () => {
    const take = () => Promise.reject(new EventStoreUnavailable('away', 'UNKNOWN'));
    const result = decider.on(streams).decide('account', depositing(1), asking({ take }));
    await expect(result).rejects.toMatchObject({ outcome: 'NONE' });
  });

  it('takes its own events as its result when the same call was faster elsewhere', async () => {
    const elsewhere = new Decider(store);
    let first = true;
    const decide = () => (first ? accept(...depositing(1)().events) : refuse('ACCOUNT_CLOSED'));
    const result = await decider.on(streams).decide('account', decide, asking(), {
      beforeAppend: async (events) => {
        if (first) await elsewhere.on(streams).decide('account', depositing(1, 7), { caller: ravi, metadata });
        first = false;
        return events;
      },
    });
    expect(result).toMatchObject({ accepted: true, states: { account: { amounts: [1, 7] } }, events: [{}, {}] });
    expect(await types()).toEqual([1, 7]);
  });
});

describe('a repeat', () => {
  it('takes what was written before as its result, with the state as it was then', async () => {
    const on = decider.on({ ...streams, same: account('savings') });
    await on.decide('account', depositing(5), unclaimed());
    const { result: first, position } = await trackHighWater(() => on.decide('account', depositing(1, 2), asking()));
    await on.decide('account', depositing(9), unclaimed());
    await on.decide('other', depositing(3), unclaimed());
    const again = await trackHighWater(() => on.decide('account', () => refuse('ACCOUNT_CLOSED'), repeating()));
    expect(again.result).toEqual({
      ...first,
      states: { account: { amounts: [5, 1, 2] }, same: { amounts: [5, 1, 2] }, other: { amounts: [3] } },
    });
    expect(again.position).toBe(position);
    expect(await types()).toEqual([5, 1, 2, 9, 3]);
  });

  it('has what follows from its events done again', async () => {
    const on = decider.on(streams);
    const { events } = (await on.decide('account', depositing(1), asking())) as { events: readonly unknown[] };
    const followed: unknown[] = [];
    decider.onAppended((some) => Promise.resolve(void followed.push(...some)));
    await on.decide('account', depositing(1), repeating());
    expect(followed).toEqual(events);
  });

  it('decides what it has not written before', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(1), unclaimed());
    await on.decide('account', depositing(2), repeating());
    expect(await types()).toEqual([1, 2]);
    expect(await on.decide('other', () => refuse('ACCOUNT_CLOSED'), repeating())).toEqual(refuse('ACCOUNT_CLOSED'));
  });

  it('tells the items of a bulk call apart', async () => {
    const item = (id: string): CommandContext => ({ ...repeating(), metadata: itemMetadata(metadata, id) });
    const on = decider.on(streams);
    await on.decide('account', depositing(1), item('a'));
    await on.decide('account', depositing(2), item('b'));
    await on.decide('account', depositing(1), item('a'));
    expect(await types()).toEqual([1, 2]);
  });

  it('has done a step when the step that it leads to was written', async () => {
    const on = decider.on(streams);
    await on.decide('other', depositing(1), asking());
    const step = on.decide('account', () => refuse('ACCOUNT_CLOSED'), repeating(), { leadsTo: 'other' });
    expect(await step).toMatchObject({ accepted: true, states: { account: { amounts: [] } }, events: [] });
    expect(await on.decide('account', () => refuse('ACCOUNT_CLOSED'), repeating())).toEqual(refuse('ACCOUNT_CLOSED'));
  });

  it('keeps hidden what is hidden', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(1), asking());
    expect(await on.decide('account', () => refuse('HIDDEN'), repeating())).toEqual(refuse('HIDDEN'));
  });

  it('finds the events of a stream of many pages', async () => {
    const on = decider.on(streams);
    await on.decide('account', depositing(-1), asking());
    const [{ type, data, metadata }] = (await store.readAll()) as [Recorded];
    const foreign = { ...metadata, commandId: randomUUID() };
    const many = Array.from({ length: 2100 }, (): NewEvent => ({ id: randomUUID(), type, data, metadata: foreign }));
    await store.append('account-savings', many, 0);
    expect(await on.decide('account', depositing(7), repeating())).toMatchObject({
      states: { account: { amounts: [-1] } },
    });
    expect(await types()).toHaveLength(2101);
  });
});

describe('a command whose claim has failed', () => {
  const failure = new Error('failure');

  it('is not decided, whatever the decision says', async () => {
    const on = decider.on({ ...streams, none: account(null) });
    for (const decide of [depositing(1), () => accept(), () => refuse('ACCOUNT_CLOSED')])
      await expect(on.decide('account', decide, asking({ failure }))).rejects.toBe(failure);
    await expect(on.decide('none', () => refuse('ACCOUNT_CLOSED'), asking({ failure }))).rejects.toBe(failure);
    expect(await store.lastPosition()).toBeNull();
  });

  it('but for what is hidden', async () => {
    const on = decider.on({ ...streams, none: account(null) });
    for (const target of ['account', 'none'] as const)
      expect(await on.decide(target, () => refuse('HIDDEN'), asking({ failure }))).toEqual(refuse('HIDDEN'));
  });
});

describe('new ids', () => {
  it('are the same under the same claim, and never otherwise', async () => {
    const ids = (claim: Claim) => runWithClaim(claim, () => Promise.resolve([newId('a'), newId('b')]));
    const [one, again] = [await ids(claimOf({})), await ids(claimOf({}))];
    const other = await ids(claimOf({ commandId: newCommandMetadata().commandId }));
    expect(one).toEqual(again);
    expect(new Set([...one, ...other, newId('a'), newId('a')]).size).toBe(6);
    expect(currentClaim()).toBeNull();
  });
});
