import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import { MAX_STORED_BYTES, StoredResponses } from './stored-responses';

let store: InMemoryReadStore;
let answers: StoredResponses;
beforeEach(async () => {
  store = new InMemoryReadStore();
  answers = new StoredResponses(store);
  await answers.onApplicationBootstrap();
});

const use = () => ({ commandId: randomUUID(), takenAt: '2024-05-01T10:00:00.000Z' });
const tomorrow = '2124-05-02T10:00:00.000Z';
const answer = { body: '{"name":"Yoga \u2764"}', etag: '"3"', position: 9_007_199_254_740_993n };

describe('answers', () => {
  it('are given as they were kept, with a tag and a position or without', async () => {
    for (const kept of [answer, { body: '{}', position: null }]) {
      const its = use();
      await answers.save(its, kept, tomorrow);
      expect(await answers.find(its)).toEqual(kept);
    }
  });

  it('are of one use of a key only', async () => {
    const its = use();
    await answers.save(its, answer, tomorrow);
    expect(await answers.find({ ...its, takenAt: '2024-05-01T10:00:00.001Z' })).toBeNull();
    expect(await answers.find(use())).toBeNull();
  });

  it('stay what they were at first', async () => {
    const its = use();
    await answers.save(its, answer, tomorrow);
    await answers.save(its, { ...answer, body: '{}' }, tomorrow);
    expect(await answers.find(its)).toEqual(answer);
  });

  it('are not kept above a size, and nobody minds', async () => {
    const [long, longer] = [use(), use()];
    const body = (bytes: number) => `"${'\u00e9'.repeat((bytes - 2) / 2)}"`;
    await answers.save(long, { ...answer, body: body(MAX_STORED_BYTES) }, tomorrow);
    await answers.save(longer, { ...answer, body: body(MAX_STORED_BYTES + 2) }, tomorrow);
    expect(await answers.find(long)).toMatchObject({ body: body(MAX_STORED_BYTES) });
    expect(await answers.find(longer)).toBeNull();
  });

  it('go when they have expired, however many', async () => {
    const [old, fresh] = [Array.from({ length: 1100 }, use), use()];
    await answers.save(fresh, answer, '2100-01-01T10:00:00.000Z');
    await Promise.all(old.map((its) => answers.save(its, answer, '2100-01-01T09:59:59.999Z')));
    expect(await answers.sweep(new Date('2100-01-01T10:00:00.000Z'))).toBe(1100);
    expect(await answers.find(old[0]!)).toBeNull();
    expect(await answers.find(fresh)).toEqual(answer);
  });

  it('go by themselves when others come', async () => {
    const [expired, next] = [use(), use()];
    await answers.save(use(), answer, tomorrow); // looks around now, and not again for a minute
    await answers.save(expired, answer, '2024-05-02T10:00:00.000Z');
    await new StoredResponses(store).save(next, answer, tomorrow);
    while (await answers.find(expired)) await new Promise(setImmediate);
    expect(await answers.find(next)).toEqual(answer);
  });

  it('are given up on when the store is away, but asked for in vain', async () => {
    await store.close();
    await answers.save(use(), answer, tomorrow);
    await expect(answers.find(use())).rejects.toThrow(ReadStoreUnavailable);
  });
});
