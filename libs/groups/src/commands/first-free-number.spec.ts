import fc from 'fast-check';
import { firstFreeNumber } from './first-free-number';

/** The number that is found where these are taken, and how many were looked at. */
async function search(isTaken: (n: number) => boolean, after?: number) {
  let looks = 0;
  const found = await firstFreeNumber((n) => {
    looks += 1;
    return Promise.resolve(isTaken(n));
  }, after);
  return { found, looks };
}

describe('the first free number', () => {
  it.each([0, 1, 2, 7, 8, 9, 15, 16, 799, 12_345])('follows %i taken ones', async (count) =>
    expect((await search((n) => n <= count)).found).toBe(count + 1),
  );
  it('fills the gaps among small ones', async () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 7 }), async (taken) => {
        const smallest = [1, 2, 3, 4, 5, 6, 7, 8].find((n) => !taken.includes(n));
        expect((await search((n) => taken.includes(n))).found).toBe(smallest);
      }),
    ));
  it('is free, above the given one, and its predecessor is taken, whatever the gaps', async () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), fc.nat({ max: 40 }), async (given, after) => {
        const taken = new Set([...given, ...Array.from({ length: after }, (_, n) => n + 1)]);
        const { found } = await search((n) => taken.has(n), after);
        expect(found).toBeGreaterThan(after);
        expect([taken.has(found), found === 1 || taken.has(found - 1)]).toEqual([false, true]);
      }),
    ));
  it('takes a number of looks that grows with the number of digits', async () => {
    const looks = await Promise.all(
      [0, 10, 100, 1000, 1_000_000].map(async (count) => (await search((n) => n <= count)).looks),
    );
    expect(looks[0]).toBe(1);
    for (const [n, log2] of [4, 7, 10, 20].entries()) expect(looks[n + 1]).toBeLessThanOrEqual(8 + 2 * log2);
  });
});
