export { setTimeout as pause } from 'node:timers/promises';

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Acts on 0, 1, … one after the other. */
export async function oneByOne<T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const n of upTo(count)) results.push(await act(n));
  return results;
}

/** The value of a promise, or the error it was rejected with: both are outcomes. */
export const outcomeOf = <T>(promise: Promise<T>): Promise<T | Error> =>
  promise.catch((error: unknown) => error as Error);
