import { InMemoryReadStore, ReadStoreUnavailable } from '@app/read-store';
import { randomUUID } from 'node:crypto';
import { KeptAnswers, LONGEST_KEPT } from './kept-answers';

let store: InMemoryReadStore;
let answers: KeptAnswers;
beforeEach(async () => {
  store = new InMemoryReadStore();
  answers = new KeptAnswers(store);
  await answers.onApplicationBootstrap();
});

const use = () => ({ commandId: randomUUID(), takenAt: '2024-05-01T10:00:00.000Z' });
const tomorrow = '2124-05-02T10:00:00.000Z';
const answer = { body: '{"name":"Yoga \u2764"}', etag: '"3"', position: 9_007_199_254_740_993n };

describe('answers', () => {
  it('are given as they were kept, with a tag and a position or without', async () => {
    for (const kept of [answer, { body: '{}', position: null }]) {
      const its = use();
      await answers.keep(its, kept, tomorrow);
      expect(await answers.of(its)).toEqual(kept);
    }
  });

  it('are of one use of a key only', async () => {
    const its = use();
    await answers.keep(its, answer, tomorrow);
    expect(await answers.of({ ...its, takenAt: '2024-05-01T10:00:00.001Z' })).toBeNull();
    expect(await answers.of(use())).toBeNull();
  });

  it('stay what they were at first', async () => {
    const its = use();
    await answers.keep(its, answer, tomorrow);
    await answers.keep(its, { ...answer, body: '{}' }, tomorrow);
    expect(await answers.of(its)).toEqual(answer);
  });

  it('are not kept above a size, and nobody minds', async () => {
    const [long, longer] = [use(), use()];
    const body = (bytes: number) => `"${'\u00e9'.repeat((bytes - 2) / 2)}"`;
    await answers.keep(long, { ...answer, body: body(LONGEST_KEPT) }, tomorrow);
    await answers.keep(longer, { ...answer, body: body(LONGEST_KEPT + 2) }, tomorrow);
    expect(await answers.of(long)).toMatchObject({ body: body(LONGEST_KEPT) });
    expect(await answers.of(longer)).toBeNull();
  });

  it('go when they have expired, however many', async () => {
    const [old, fresh] = [Array.from({ length: 1100 }, use), use()];
    await answers.keep(fresh, answer, '2100-01-01T10:00:00.000Z');
    await Promise.all(old.map((its) => answers.keep(its, answer, '2100-01-01T09:59:59.999Z')));
    expect(await answers.sweep(new Date('2100-01-01T10:00:00.000Z'))).toBe(1100);
    expect(await answers.of(old[0]!)).toBeNull();
    expect(await answers.of(fresh)).toEqual(answer);
  });

  it('go by themselves when others come', async () => {
    const [expired, next] = [use(), use()];
    await answers.keep(use(), answer, tomorrow); // looks around now, and not again for a minute
    await answers.keep(expired, answer, '2024-05-02T10:00:00.000Z');
    await new KeptAnswers(store).keep(next, answer, tomorrow);
    while (await answers.of(expired)) await new Promise(setImmediate);
    expect(await answers.of(next)).toEqual(answer);
  });

  it('are given up on when the store is away, but asked for in vain', async () => {
    await store.close();
    await answers.keep(use(), answer, tomorrow);
    await expect(answers.of(use())).rejects.toThrow(ReadStoreUnavailable);
  });
});
