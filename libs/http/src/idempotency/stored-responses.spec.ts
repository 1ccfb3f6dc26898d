import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import { MAX_STORED_BYTES, StoredResponses } from './stored-responses';

let store: InMemoryReadStore;
let responses: StoredResponses;
beforeEach(async () => {
  store = new InMemoryReadStore();
  responses = new StoredResponses(store);
  await responses.onApplicationBootstrap();
});

const newUse = () => ({ commandId: randomUUID(), takenAt: '2024-05-01T10:00:00.000Z' });
const tomorrow = '2124-05-02T10:00:00.000Z';
const response = { body: '{"name":"Yoga \u2764"}', etag: '"3"', position: 9_007_199_254_740_993n };

describe('StoredResponses', () => {
  it('gives responses as they were saved, with ETag and position or without', async () => {
    for (const stored of [response, { body: '{}', position: null }]) {
      const use = newUse();
      await responses.save(use, stored, tomorrow);
      expect(await responses.find(use)).toEqual(stored);
    }
  });

  it('keeps the uses of a key apart', async () => {
    const use = newUse();
    await responses.save(use, response, tomorrow);
    expect(await responses.find({ ...use, takenAt: '2024-05-01T10:00:00.001Z' })).toBeNull();
    expect(await responses.find(newUse())).toBeNull();
  });

  it('keeps the first response to a use', async () => {
    const use = newUse();
    await responses.save(use, response, tomorrow);
    await responses.save(use, { ...response, body: '{}' }, tomorrow);
    expect(await responses.find(use)).toEqual(response);
  });

  it('ignores responses that are too large', async () => {
    const [long, longer] = [newUse(), newUse()];
    const body = (bytes: number) => `"${'\u00e9'.repeat((bytes - 2) / 2)}"`;
    await responses.save(long, { ...response, body: body(MAX_STORED_BYTES) }, tomorrow);
    await responses.save(longer, { ...response, body: body(MAX_STORED_BYTES + 2) }, tomorrow);
    expect(await responses.find(long)).toMatchObject({ body: body(MAX_STORED_BYTES) });
    expect(await responses.find(longer)).toBeNull();
  });

  it('removes all expired responses', async () => {
    const [old, fresh] = [Array.from({ length: 1100 }, newUse), newUse()];
    await responses.save(fresh, response, '2100-01-01T10:00:00.000Z');
    await Promise.all(old.map((use) => responses.save(use, response, '2100-01-01T09:59:59.999Z')));
    expect(await responses.sweep(new Date('2100-01-01T10:00:00.000Z'))).toBe(1100);
    expect(await responses.find(old[0]!)).toBeNull();
    expect(await responses.find(fresh)).toEqual(response);
  });

  it('removes expired responses a few at a time, and leaves the store to others in between', async () => {
    await Promise.all(
      Array.from({ length: 250 }, () => responses.save(newUse(), response, '2100-01-01T09:59:59.999Z')),
    );
    const begun: number[] = [];
    const removed: Promise<number>[] = [];
    const erase = store.erase.bind(store);
    jest.spyOn(store, 'erase').mockImplementation((...args) => {
      begun.push(performance.now());
      removed.push(erase(...args));
      return removed.at(-1)!;
    });
    expect(await responses.sweep(new Date('2100-01-01T10:00:00.000Z'))).toBe(250);
    expect(Math.max(...(await Promise.all(removed)))).toBeLessThanOrEqual(100);
    const pauses = begun.slice(1).map((at, n) => at - begun[n]!);
    expect(Math.min(...pauses)).toBeGreaterThan(40);
  });

  it('removes expired responses when others are saved', async () => {
    const [expired, next] = [newUse(), newUse()];
    await responses.save(newUse(), response, tomorrow); // sweeps now, and not again for a minute
    await responses.save(expired, response, '2024-05-02T10:00:00.000Z');
    await new StoredResponses(store).save(next, response, tomorrow);
    while (await responses.find(expired)) await new Promise(setImmediate);
    expect(await responses.find(next)).toEqual(response);
  });

  it('does not fail to save, but to find, when the store is unavailable', async () => {
    await store.close();
    await responses.save(newUse(), response, tomorrow);
    await expect(responses.find(newUse())).rejects.toThrow(ReadStoreUnavailable);
  });
});
