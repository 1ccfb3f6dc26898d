/** The numbers that are looked at one by one. Their gaps are filled. */
const SMALL = 8;

/**
 * A free number above `after`: the smallest one up to 8, and beyond that one whose predecessor is taken, found by
 * exponential and binary search. So gaps among large numbers may stay, and the n-th number costs about 2 log2(n) looks.
 * All numbers up to `after` count as taken.
 */
export async function firstFreeNumber(isTaken: (n: number) => Promise<boolean>, after = 0): Promise<number> {
  if (after === 0 && !(await isTaken(1))) return 1;
  const small = Array.from({ length: SMALL }, (_, n) => n + 1).filter((n) => n > Math.max(after, 1));
  const taken = await Promise.all(small.map(isTaken));
  if (taken.includes(false)) return small[taken.indexOf(false)]!;

  let low = Math.max(after, SMALL); // taken
  let step = 1;
  while (await isTaken(low + step)) {
    low += step;
    step *= 2;
  }
  let high = low + step; // free
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isTaken(middle)) low = middle;
    else high = middle;
  }
  return high;
}
