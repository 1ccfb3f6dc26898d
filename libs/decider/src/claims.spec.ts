import { EventUnreadable, InMemoryEventStore } from '@app/event-store';
import type { Caller } from '@app/kernel';
import { ravi } from './accounts.examples';
import { KeyInUse, KeyReused } from './claim';
import { CLAIM_LIFETIME, Claims } from './claims';

let store: InMemoryEventStore;
let now: number;
let claims: Claims;
beforeEach(() => {
  store = new InMemoryEventStore();
  now = Date.parse('2024-05-01T10:00:00Z');
  claims = new Claims(store, () => new Date(now));
});

const open = (fingerprint = 'join', key = 'k', caller: Caller = ravi) => claims.open({ caller, key, fingerprint });
const claimed = async (...call: Parameters<typeof open>) => {
  const claim = await open(...call);
  await claim.take();
  return claim;
};

describe('a claim', () => {
  it('is appended once, and only when it is taken', async () => {
    const claim = await open();
    expect(claim).toMatchObject({ isRepeat: false, failure: null, takenAt: null });
    expect(await store.lastPosition()).toBeNull();
    await Promise.all([claim.take(), claim.take()]);
    await claim.take();
    const events = await store.readAll();
    expect(events).toMatchObject([
      {
        type: 'CommandClaimed',
        data: { fingerprint: 'join' },
        metadata: {
          commandId: claim.commandId,
          correlationId: claim.commandId,
          siteId: 'studio',
          actor: { type: 'MEMBER', id: 'ravi' },
          part: 1,
          of: 1,
        },
      },
    ]);
    expect(events[0]!.stream).toMatch(/^command-studio\.[0-9a-f-]{36}$/);
    expect(claim).toMatchObject({ isRepeat: false, takenAt: '2024-05-01T10:00:00.000Z' });
  });

  it('is found by a repeat of the call, with the same command id', async () => {
    const first = await claimed();
    const again = await claimed();
    expect(again).toMatchObject({ commandId: first.commandId, isRepeat: true, failure: null, takenAt: first.takenAt });
    expect(await store.readAll()).toHaveLength(1);
  });

  it('is found by another process', async () => {
    const first = await claimed();
    const elsewhere = await new Claims(store, () => new Date(now)).open({
      caller: ravi,
      key: 'k',
      fingerprint: 'join',
    });
    expect(elsewhere).toMatchObject({ commandId: first.commandId, isRepeat: true });
  });

  it('has a command id that nobody can compute from the call', async () => {
    const elsewhere = await new Claims(new InMemoryEventStore()).open({ caller: ravi, key: 'k', fingerprint: 'join' });
    expect((await open()).commandId).not.toBe(elsewhere.commandId);
    const [, ...others] = await Promise.all([open(), open(), open()]);
    expect(new Set(others.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('gives the command id that was appended with it, however that was made', async () => {
    const { stream, metadata } = await claimed().then(async () => (await store.readAll())[0]!);
    const olderId = '0f0c1a52-7a29-5b5e-9d4c-0d4f6b7a8c9d';
    const at = new Date(now).toISOString();
    await store.append(
      stream,
      [
        {
          id: 'f0c1d2e3-6a77-4b62-8a5d-0c1fbc0d7f12',
          type: 'CommandClaimed',
          data: { fingerprint: 'join' },
          metadata: { ...metadata, commandId: olderId, correlationId: olderId, at },
        },
      ],
      0,
    );
    expect(await open()).toMatchObject({ commandId: olderId, isRepeat: true });
  });

  it('has failed for a different call with the same key', async () => {
    await claimed();
    expect((await open('leave')).failure).toBeInstanceOf(KeyReused);
  });

  it('is taken by only one of two simultaneous calls, also when they are the same call', async () => {
    const [one, other] = [await open(), await open()];
    await one.take();
    await expect(other.take()).rejects.toThrow(KeyInUse);
    expect(await store.readAll()).toHaveLength(1);
  });

  it('is a different one for another key, caller, kind of caller or site', async () => {
    const { commandId } = await claimed();
    const others: Caller[] = [
      { ...ravi, id: 'olga', memberId: 'olga' },
      { ...ravi, kind: 'SITE_ADMIN' },
      { ...ravi, siteId: 'gym' },
    ];
    const opened = [await open('leave', 'other'), ...(await Promise.all(others.map((who) => open('leave', 'k', who))))];
    expect(opened.map(({ isRepeat, failure: failed }) => [isRepeat, failed])).toEqual(opened.map(() => [false, null]));
    expect(new Set([commandId, ...opened.map((claim) => claim.commandId)]).size).toBe(5);
  });

  it('lasts a day; after that the key can be used for another call, with another command id', async () => {
    const first = await claimed();
    now += CLAIM_LIFETIME - 1;
    expect(await open()).toMatchObject({ isRepeat: true, commandId: first.commandId });
    now += 1;
    const next = await claimed('leave');
    expect(next).toMatchObject({ isRepeat: false, failure: null, takenAt: new Date(now).toISOString() });
    expect(next.commandId).not.toBe(first.commandId);
    expect(await open('leave')).toMatchObject({ isRepeat: true, commandId: next.commandId });
    expect((await open('join')).failure).toBeInstanceOf(KeyReused);
  });

  it('is not looked up in a stream with events of a newer build', async () => {
    const { stream, metadata } = await claimed().then(async () => (await store.readAll())[0]!);
    await store.append(
      stream,
      [{ id: 'f0c1d2e3-6a77-4b62-8a5d-0c1fbc0d7f11', type: 'CommandSealed', data: {}, metadata }],
      0,
    );
    await expect(open()).rejects.toThrow(EventUnreadable);
  });
});
